import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of proto3 that `frames.proto` uses, one declaration per line. Anything else is refused
/// with its line, so that nothing is generated from a misunderstanding.
record Schema(List<Message> messages, List<EnumType> enums) {

  /// `oneof` tells that the fields are the variants of one choice.
  record Message(String name, List<String> doc, List<Field> fields, boolean oneof) {}

  /// `id` names the typed id behind a bytes field, and is empty otherwise.
  record Field(
      String name, List<String> doc, boolean repeated, String type, int number, String id) {}

  record EnumType(String name, List<String> doc, List<Constant> constants) {}

  record Constant(String name, int number) {}

  /// A choice of the named messages.
  Message frame() {
    return messages.stream().filter(Message::oneof).findFirst().orElseThrow();
  }

  boolean isEnum(String type) {
    return enums.stream().anyMatch(e -> e.name().equals(type));
  }

  boolean isMessage(String type) {
    return messages.stream().anyMatch(m -> m.name().equals(type));
  }

  /// Whether some message holds one of these, or none.
  boolean isNestedAlone(String type) {
    return messages.stream()
        .filter(message -> !message.oneof())
        .flatMap(message -> message.fields().stream())
        .anyMatch(field -> field.type().equals(type) && !field.repeated());
  }

  static Schema parse(List<String> lines) {
    return new Parser(lines).parse();
  }

  private static final class Parser {
    private static final Pattern HEADER =
        Pattern.compile("syntax = \"proto3\";|package [a-z0-9.]+;");
    private static final Pattern BLOCK = Pattern.compile("(message|enum|oneof) (\\w+) \\{");
    private static final Pattern FIELD =
        Pattern.compile("(repeated )?(\\w+) ([a-z][a-z0-9_]*) = (\\d+);(?: // @(\\w+))?");
    private static final Pattern CONSTANT = Pattern.compile("([A-Z][A-Z0-9_]*) = (\\d+);");
    private static final Set<String> SCALARS =
        Set.of("uint32", "uint64", "bool", "string", "bytes");

    private final List<String> lines;
    private final List<Message> messages = new ArrayList<>();
    private final List<EnumType> enums = new ArrayList<>();
    private List<String> doc = new ArrayList<>();
    private int next;

    Parser(List<String> lines) {
      this.lines = lines;
    }

    Schema parse() {
      while (next < lines.size()) {
        String line = line();
        Matcher block = BLOCK.matcher(line);
        if (block.matches() && block.group(1).equals("message")) {
          messages.add(message(block.group(2)));
        } else if (block.matches() && block.group(1).equals("enum")) {
          enums.add(enumType(block.group(2)));
        } else if (!line.isEmpty() && !HEADER.matcher(line).matches()) {
          throw refused("not understood");
        }
      }
      Schema schema = new Schema(messages, enums);
      messages.forEach(message -> check(schema, message));
      return schema;
    }

    private Message message(String name) {
      List<String> comment = takeDoc();
      List<Field> fields = new ArrayList<>();
      boolean oneof = false;
      for (String line = line(); !line.equals("}"); line = line()) {
        if (line.equals("oneof kind {") && fields.isEmpty()) {
          oneof = true;
          fields.addAll(fields("}"));
        } else if (oneof && !line.isEmpty()) {
          throw refused("a message with a choice has nothing else");
        } else if (!line.isEmpty()) {
          fields.add(field(line));
        }
      }
      return new Message(name, comment, List.copyOf(fields), oneof);
    }

    private List<Field> fields(String end) {
      List<Field> fields = new ArrayList<>();
      for (String line = line(); !line.equals(end); line = line()) {
        if (!line.isEmpty()) {
          fields.add(field(line));
        }
      }
      return fields;
    }

    private Field field(String line) {
      Matcher matcher = FIELD.matcher(line);
      if (!matcher.matches()) {
        throw refused("not a field");
      }
      String id = matcher.group(5) == null ? "" : matcher.group(5);
      int number = Integer.parseInt(matcher.group(4));
      boolean repeated = matcher.group(1) != null;
      return new Field(matcher.group(3), takeDoc(), repeated, matcher.group(2), number, id);
    }

    private EnumType enumType(String name) {
      List<String> comment = takeDoc();
      List<Constant> constants = new ArrayList<>();
      String prefix = name.replaceAll("(?<=.)([A-Z])", "_$1").toUpperCase() + "_";
      for (String line = line(); !line.equals("}"); line = line()) {
        Matcher matcher = CONSTANT.matcher(line);
        if (!matcher.matches() || !matcher.group(1).startsWith(prefix)) {
          throw refused("not a constant that starts with the name of its enum");
        }
        String constant = matcher.group(1).substring(prefix.length());
        constants.add(new Constant(constant, Integer.parseInt(matcher.group(2))));
      }
      if (constants.isEmpty() || !constants.getFirst().equals(new Constant("UNKNOWN", 0))) {
        throw refused("an enum starts with UNKNOWN = 0");
      }
      return new EnumType(name, comment, List.copyOf(constants));
    }

    /// The next line without its indentation. Comments gather in `doc`, a blank line drops them.
    private String line() {
      while (next < lines.size()) {
        String line = lines.get(next++).strip();
        if (!line.startsWith("//")) {
          if (line.isEmpty()) {
            doc = new ArrayList<>();
          }
          return line;
        }
        doc.add(line.substring(2).strip());
      }
      throw new IllegalArgumentException("The schema ends inside a block");
    }

    private List<String> takeDoc() {
      List<String> taken = List.copyOf(doc);
      doc = new ArrayList<>();
      return taken;
    }

    private IllegalArgumentException refused(String why) {
      return new IllegalArgumentException(
          "frames.proto:" + next + ": " + why + ": " + lines.get(next - 1));
    }

    private static void check(Schema schema, Message message) {
      Set<String> names = new HashSet<>(Set.of("unknown"));
      int last = 0;
      for (Field field : message.fields()) {
        String at = message.name() + "." + field.name();
        boolean nested = schema.isMessage(field.type());
        require(names.add(field.name()), "unique and not 'unknown'", at);
        require(field.number() > last, "numbered upwards", at);
        require(
            nested || SCALARS.contains(field.type()) || schema.isEnum(field.type()),
            "of a known type",
            at);
        require(
            !field.repeated() || nested || !field.id().isEmpty(),
            "a message or an id if repeated",
            at);
        require(field.id().isEmpty() || field.type().equals("bytes"), "bytes if an id", at);
        require(!message.oneof() || (nested && !field.repeated()), "a message in a choice", at);
        last = field.number();
      }
    }

    private static void require(boolean holds, String rule, String field) {
      if (!holds) {
        throw new IllegalArgumentException("A field has to be " + rule + ": " + field);
      }
    }
  }
}
