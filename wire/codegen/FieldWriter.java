import java.util.regex.Pattern;

/// The lines of a record that belong to one field.
final class FieldWriter {
  private static final int VARINT = 0;
  private static final int RUN = 2;

  /// What a field holds, which decides how it is read and written.
  private enum Kind {
    NUMBER32,
    NUMBER64,
    FLAG,
    TEXT,
    BYTES,
    ID,
    ENUM,
    MESSAGE
  }

  private final Schema.Field field;
  private final Kind kind;
  private final String name;

  FieldWriter(Schema.Field field, boolean isEnum, boolean isMessage) {
    this.field = field;
    this.kind = isEnum ? Kind.ENUM : isMessage ? Kind.MESSAGE : kind(field);
    this.name = camelCase(field.name());
  }

  private static Kind kind(Schema.Field field) {
    return switch (field.type()) {
      case "uint32" -> Kind.NUMBER32;
      case "uint64" -> Kind.NUMBER64;
      case "bool" -> Kind.FLAG;
      case "string" -> Kind.TEXT;
      case "bytes" -> field.id().isEmpty() ? Kind.BYTES : Kind.ID;
      default -> throw new IllegalArgumentException(field.type());
    };
  }

  String name() {
    return name;
  }

  boolean repeated() {
    return field.repeated();
  }

  String component() {
    return type() + " " + name;
  }

  /// In the compact constructor.
  String check() {
    if (repeated()) {
      return "    %s = List.copyOf(%s);\n".formatted(name, name);
    }
    boolean number = kind == Kind.NUMBER32 || kind == Kind.NUMBER64;
    return number ? "    Writer.checkNumber(%s);\n".formatted(name) : "";
  }

  String variable() {
    return "    %s %s = %s;\n".formatted(type(), name, initial());
  }

  /// A case of the decoder's switch over tags.
  String read() {
    if (kind == Kind.ENUM) {
      return READ_ENUM
          .replace("$tag", "" + tag(field.number(), VARINT))
          .replace("$name", name)
          .replace("$Enum", field.type());
    }
    if (kind == Kind.MESSAGE) {
      return (repeated() ? READ_MESSAGES : READ_MESSAGE)
          .replace("$tag", "" + tag(field.number(), RUN))
          .replace("$name", name)
          .replace("$Message", field.type());
    }
    String value = readExpression();
    if (repeated()) {
      value = "Reader.append(" + name + ", " + value + ")";
    }
    int wireType =
        kind == Kind.NUMBER32 || kind == Kind.NUMBER64 || kind == Kind.FLAG ? VARINT : RUN;
    return "        case %d -> %s = %s;\n".formatted(tag(field.number(), wireType), name, value);
  }

  String size() {
    String statement = "size += Writer." + sizeExpression() + ";";
    return kind == Kind.ID ? "    " + statement + "\n" : each(statement);
  }

  String write() {
    return each(writeStatement());
  }

  /// A number that is known counts more than one that is not, as with the kinds of a frame.
  private static final String READ_ENUM =
      """
              case $tag -> {
                long value = in.varint();
                if (value != 0 && $Enum.of(value) == $Enum.UNKNOWN) {
                  unknown = unknown.plus(in, start);
                } else {
                  $name = $Enum.of(value);
                }
              }
      """;

  private static final String READ_MESSAGES =
      """
              case $tag -> {
                int end = in.enter();
                $name = Reader.append($name, $Message.read(in));
                in.leave(end);
              }
      """;

  /// The last one counts, and an empty one is the same as none.
  private static final String READ_MESSAGE =
      """
              case $tag -> {
                int end = in.enter();
                $name = $Message.read(in);
                in.leave(end);
              }
      """;

  private String type() {
    return repeated() ? "List<" + element() + ">" : element();
  }

  private String element() {
    return switch (kind) {
      case NUMBER32 -> "int";
      case NUMBER64 -> "long";
      case FLAG -> "boolean";
      case TEXT -> "String";
      case BYTES -> "Bytes";
      case ID -> field.id();
      case ENUM, MESSAGE -> field.type();
    };
  }

  /// The value of a field that is not there.
  String initial() {
    if (repeated()) {
      return "List.of()";
    }
    return switch (kind) {
      case NUMBER32, NUMBER64 -> "0";
      case FLAG -> "false";
      case TEXT -> "\"\"";
      case BYTES -> "Bytes.EMPTY";
      case ID -> field.id() + ".NONE";
      case ENUM -> field.type() + ".UNKNOWN";
      case MESSAGE -> field.type() + ".NONE";
    };
  }

  private String readExpression() {
    return switch (kind) {
      case NUMBER32 -> "in.uint32()";
      case NUMBER64 -> "in.uint64()";
      case FLAG -> "in.flag()";
      case TEXT -> "in.text()";
      case BYTES -> "in.bytes()";
      case ID -> field.id() + ".read(in)";
      case ENUM, MESSAGE -> throw new IllegalStateException(name);
    };
  }

  private String sizeExpression() {
    int number = field.number();
    return switch (kind) {
      case NUMBER32, NUMBER64 -> "sizeOfNumber(%d, %s)".formatted(number, name);
      case FLAG -> "sizeOfFlag(%d, %s)".formatted(number, name);
      case TEXT -> "sizeOfText(%d, %s)".formatted(number, name);
      case BYTES -> "sizeOfBytes(%d, %s)".formatted(number, name);
      case ID ->
          repeated()
              ? "sizeOfIdInList(%d) * %s.size()".formatted(number, name)
              : "sizeOfId(%d, %s.high(), %s.low())".formatted(number, name, name);
      case ENUM -> "sizeOfNumber(%d, %s.number())".formatted(number, name);
      case MESSAGE ->
          repeated()
              ? "sizeOfMessage(%d, item.encodedSize())".formatted(number)
              : "sizeOfMessageIfAny(%d, %s.encodedSize())".formatted(number, name);
    };
  }

  private String writeStatement() {
    int number = field.number();
    return switch (kind) {
      case NUMBER32, NUMBER64 -> "out.number(%d, %s);".formatted(number, name);
      case FLAG -> "out.flag(%d, %s);".formatted(number, name);
      case TEXT -> "out.text(%d, %s);".formatted(number, name);
      case BYTES -> "out.bytes(%d, %s);".formatted(number, name);
      case ID ->
          repeated()
              ? "out.idInList(%d, item.high(), item.low());".formatted(number)
              : "out.id(%d, %s.high(), %s.low());".formatted(number, name, name);
      case ENUM -> "out.number(%d, %s.number());".formatted(number, name);
      case MESSAGE ->
          repeated()
              ? "out.open(%d, item.encodedSize());\n      item.write(out);".formatted(number)
              : "if (out.openIfAny(%d, %s.encodedSize())) {\n      %s.write(out);\n    }"
                  .formatted(number, name, name);
    };
  }

  private String each(String statement) {
    if (!repeated()) {
      return "    " + statement + "\n";
    }
    return "    for (%s item : %s) {\n      %s\n    }\n".formatted(element(), name, statement);
  }

  static int tag(int number, int wireType) {
    return number << 3 | wireType;
  }

  static String camelCase(String name) {
    return Pattern.compile("_(.)").matcher(name).replaceAll(m -> m.group(1).toUpperCase());
  }
}
