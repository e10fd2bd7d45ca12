import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes one record per message, one enum per enum, and the sealed interface of the choice.
final class MessageWriter {
  private final Schema schema;
  private final Schema.Message frame;

  MessageWriter(Schema schema) {
    this.schema = schema;
    this.frame = schema.frame();
  }

  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    for (Schema.Message message : schema.messages()) {
      files.put(message.name() + ".java", message.oneof() ? choice() : record(message));
    }
    for (Schema.EnumType type : schema.enums()) {
      files.put(type.name() + ".java", enumType(type));
    }
    files.put("UnknownFrame.java", UNKNOWN_FRAME);
    return files;
  }

  // --- Records ---

  private String record(Schema.Message message) {
    List<FieldWriter> fields = message.fields().stream().map(this::writer).toList();
    boolean variant = frame.fields().stream().anyMatch(f -> f.type().equals(message.name()));
    return RECORD
        .replace("$imports", fields.stream().anyMatch(FieldWriter::repeated) ? IMPORTS : "")
        .replace("$doc", doc(message))
        .replace("$none", schema.isNestedAlone(message.name()) ? none(message) : "")
        .replace("$components", join(fields, ", ", FieldWriter::component))
        .replace("$implements", variant ? " implements Frame" : "")
        .replace("$checks", join(fields, "", FieldWriter::check))
        .replace("$arguments", join(fields, ", ", FieldWriter::name))
        .replace("$variables", join(fields, "", FieldWriter::variable))
        .replace("$reads", join(fields, "", FieldWriter::read))
        .replace("$sizes", join(fields, "", FieldWriter::size))
        .replace("$writes", join(fields, "", FieldWriter::write))
        .replace("$Message", message.name());
  }

  private String none(Schema.Message message) {
    String values = join(message.fields(), ", ", field -> writer(field).initial());
    return NONE.replace("$Message", message.name()).replace("$values", values);
  }

  private FieldWriter writer(Schema.Field field) {
    return new FieldWriter(field, schema.isEnum(field.type()), schema.isMessage(field.type()));
  }

  private static String doc(Schema.Message message) {
    List<String> lines = new ArrayList<>(message.doc());
    for (Schema.Field field : message.fields()) {
      if (!field.doc().isEmpty()) {
        lines.add("@param " + FieldWriter.camelCase(field.name()) + " " + field.doc().getFirst());
        field.doc().stream().skip(1).map(line -> "    " + line).forEach(lines::add);
      }
    }
    lines.add("@param unknown fields of a newer version, byte for byte");
    return lines.stream().map(line -> "/// " + line + "\n").collect(Collectors.joining());
  }

  private static final String IMPORTS = "\nimport java.util.List;\n";

  private static final String NONE =
      """
        /// The message that is not there.
        public static final $Message NONE = new $Message($values);

      """;

  private static final String RECORD =
      """
      // Generated from frames.proto.
      package dev.godwit.wire;
      $imports
      $docpublic record $Message($components, Bytes unknown)$implements {

      $none  public $Message {
      $checks  }

        public $Message($components) {
          this($arguments, Bytes.EMPTY);
        }

        public static $Message decode(Bytes bytes) {
          return decode(bytes.shared(), 0, bytes.size());
        }

        /// Throws [MalformedFrame].
        public static $Message decode(byte[] array, int offset, int length) {
          return read(new Reader(array, offset, length));
        }

        static $Message read(Reader in) {
      $variables    UnknownFields unknown = UnknownFields.NONE;
          while (in.hasMore()) {
            int start = in.position();
            int tag = in.tag();
            switch (tag) {
      $reads        default -> {
                in.skip(tag);
                unknown = unknown.plus(in, start);
              }
            }
          }
          return new $Message($arguments, unknown.toBytes());
        }

        /// The message by itself; [Frame#encode] is for the socket.
        public Bytes encode() {
          Writer out = new Writer(encodedSize());
          write(out);
          return out.toBytes();
        }

        public int encodedSize() {
          int size = unknown.size();
      $sizes    return size;
        }

        void write(Writer out) {
      $writes    out.raw(unknown);
        }
      }
      """;

  // --- The choice ---

  private String choice() {
    List<Schema.Field> kinds = frame.fields();
    return CHOICE
        .replace("$kinds", join(kinds, ", ", Schema.Field::type))
        .replace(
            "$reads",
            join(
                kinds,
                "",
                kind ->
                    """
                            case %d -> {
                              int end = in.enter();
                              frame = %s.read(in);
                              in.leave(end);
                            }
                    """
                        .formatted(FieldWriter.tag(kind.number(), 2), kind.type())))
        .replace(
            "$numbers",
            join(kinds, "", k -> "      case %s _ -> %d;\n".formatted(k.type(), k.number())))
        .replace(
            "$sizes",
            join(kinds, "", k -> "      case %s kind -> kind.encodedSize();\n".formatted(k.type())))
        .replace(
            "$writes",
            join(kinds, "", k -> "      case %s kind -> kind.write(out);\n".formatted(k.type())));
  }

  private static final String CHOICE =
      """
      // Generated from frames.proto.
      package dev.godwit.wire;

      /// What a device and a node say to each other: one of these in each WebSocket message
      /// (PROTOCOL §3).
      public sealed interface Frame permits $kinds, UnknownFrame {

        static Frame decode(Bytes bytes) {
          return decode(bytes.shared(), 0, bytes.size());
        }

        /// Throws [MalformedFrame]. The last kind that is known counts; a kind that is not known is an
        /// [UnknownFrame] when there is no other.
        static Frame decode(byte[] array, int offset, int length) {
          Reader in = new Reader(array, offset, length);
          Frame frame = UnknownFrame.NONE;
          while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
      $reads        default -> frame = UnknownFrame.read(in, tag, frame);
            }
          }
          if (frame == UnknownFrame.NONE) {
            throw new MalformedFrame(MalformedFrame.Reason.NO_KIND);
          }
          return frame;
        }

        static Bytes encode(Frame frame) {
          Writer out = new Writer(encodedSize(frame));
          out.open(number(frame), size(frame));
          switch (frame) {
      $writes      case UnknownFrame kind -> out.raw(kind.bytes());
          }
          return out.toBytes();
        }

        /// How many bytes [#encode] makes.
        static int encodedSize(Frame frame) {
          return Writer.sizeOfMessage(number(frame), size(frame));
        }

        private static int number(Frame frame) {
          return switch (frame) {
      $numbers      case UnknownFrame kind -> kind.number();
          };
        }

        private static int size(Frame frame) {
          return switch (frame) {
      $sizes      case UnknownFrame kind -> kind.bytes().size();
          };
        }
      }
      """;

  private static final String UNKNOWN_FRAME =
      """
      // Generated from frames.proto.
      package dev.godwit.wire;

      /// A frame of a kind that only a newer version knows.
      public record UnknownFrame(int number, Bytes bytes) implements Frame {
        static final UnknownFrame NONE = new UnknownFrame(0, Bytes.EMPTY);

        /// Reads one field of the envelope that is not a known kind; gives `frame` when that one stays.
        static Frame read(Reader in, int tag, Frame frame) {
          if (!Reader.isRun(tag)) {
            in.skip(tag);
            return frame;
          }
          Bytes bytes = in.bytes();
          return frame instanceof UnknownFrame ? new UnknownFrame(Reader.number(tag), bytes) : frame;
        }
      }
      """;

  // --- Enums ---

  private static String enumType(Schema.EnumType type) {
    List<Schema.Constant> constants = type.constants();
    return ENUM.replace(
            "$doc", type.doc().stream().map(l -> "/// " + l + "\n").collect(Collectors.joining()))
        .replace(
            "$constants", join(constants, ",\n", c -> "  %s(%d)".formatted(c.name(), c.number())))
        .replace(
            "$cases",
            join(
                constants.subList(1, constants.size()),
                "\n",
                c -> "      case %d -> %s;".formatted(c.number(), c.name())))
        .replace("$Enum", type.name());
  }

  private static final String ENUM =
      """
      // Generated from frames.proto.
      package dev.godwit.wire;

      $docpublic enum $Enum {
      $constants;

        private final int number;

        $Enum(int number) {
          this.number = number;
        }

        /// [#UNKNOWN] for a number that a newer version may know.
        public static $Enum of(long number) {
          if (number != (int) number) {
            return UNKNOWN;
          }
          return switch ((int) number) {
      $cases
            default -> UNKNOWN;
          };
        }

        public int number() {
          return number;
        }
      }
      """;

  private static <T> String join(List<T> items, String between, Function<T, String> text) {
    return items.stream().map(text).collect(Collectors.joining(between));
  }
}
