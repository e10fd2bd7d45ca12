package dev.godwit.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads [NodeConfig] from a TOML file and from options of the command line. What is wrong is a
/// [ConfigException].
final class ConfigReader {
  private ConfigReader() {}

  /// The defaults, over them the file, over that `overrides` (keys like `listen.port`).
  static NodeConfig read(Optional<Path> file, ObjectNode overrides) {
    ObjectNode given = file.map(ConfigReader::parse).orElseGet(ConfigReader::nothing);
    overrides
        .properties()
        .forEach(
            section ->
                given.withObjectProperty(section.getKey()).setAll((ObjectNode) section.getValue()));
    checkKeys(given, names(NodeConfig.class), "");
    return (NodeConfig) create(NodeConfig.class, sections(given));
  }

  static ObjectNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// Every key with its default and what it is for, one per line.
  static String help() {
    StringBuilder help = new StringBuilder();
    for (RecordComponent section : NodeConfig.class.getRecordComponents()) {
      for (RecordComponent name : section.getType().getRecordComponents()) {
        Setting setting = name.getAnnotation(Setting.class);
        help.append(
            "  %-40s %s%n"
                .formatted(key(section.getName(), name) + " = " + shown(name), setting.value()));
      }
    }
    return help.toString();
  }

  private static String shown(RecordComponent name) {
    String otherwise = name.getAnnotation(Setting.class).otherwise();
    return name.getType() == String.class ? '"' + otherwise + '"' : otherwise;
  }

  private static ObjectNode parse(Path file) {
    if (!Files.isReadable(file)) {
      throw new ConfigException("The configuration file cannot be read; check its path: " + file);
    }
    try {
      return (ObjectNode) new TomlMapper().readTree(file.toFile());
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new ConfigException(
          "The configuration file is no TOML; correct it: %s (%s)".formatted(file, reason));
    }
  }

  private static Object[] sections(ObjectNode given) {
    return Arrays.stream(NodeConfig.class.getRecordComponents())
        .map(section -> section(section, given.path(section.getName())))
        .toArray();
  }

  private static Object section(RecordComponent section, JsonNode given) {
    if (!given.isMissingNode() && !given.isObject()) {
      throw new ConfigException(
          "\"%s\" is a section; write [%s] above its settings"
              .formatted(section.getName(), section.getName()));
    }
    checkKeys(given, names(section.getType()), section.getName() + ".");
    Object[] values =
        Arrays.stream(section.getType().getRecordComponents())
            .map(name -> value(key(section.getName(), name), name, given.path(dashed(name))))
            .toArray();
    return create(section.getType(), values);
  }

  private static Object value(String key, RecordComponent name, JsonNode given) {
    Setting setting = name.getAnnotation(Setting.class);
    Class<?> type = name.getType();
    if (type == String.class) {
      return given.isMissingNode() ? setting.otherwise() : text(key, given);
    }
    if (type == boolean.class) {
      return given.isMissingNode() ? Boolean.parseBoolean(setting.otherwise()) : flag(key, given);
    }
    return given.isMissingNode()
        ? Integer.parseInt(setting.otherwise())
        : number(key, setting, given);
  }

  private static String text(String key, JsonNode given) {
    require(given.isTextual(), key + " must be a text in quotation marks");
    return given.textValue();
  }

  private static boolean flag(String key, JsonNode given) {
    require(given.isBoolean(), key + " must be true or false");
    return given.booleanValue();
  }

  private static int number(String key, Setting setting, JsonNode given) {
    boolean fits =
        given.isIntegralNumber()
            && given.canConvertToLong()
            && given.longValue() >= setting.min()
            && given.longValue() <= setting.max();
    require(
        fits,
        "%s must be a whole number from %d to %d".formatted(key, setting.min(), setting.max()));
    return given.intValue();
  }

  private static void require(boolean fine, String sentence) {
    if (!fine) {
      throw new ConfigException(sentence);
    }
  }

  private static void checkKeys(JsonNode given, List<String> known, String prefix) {
    given
        .fieldNames()
        .forEachRemaining(
            key ->
                require(
                    known.contains(key),
                    "There is no setting \"%s\"; did you mean \"%s\"?"
                        .formatted(prefix + key, prefix + Nearest.of(key, known))));
  }

  private static List<String> names(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).map(ConfigReader::dashed).toList();
  }

  private static String key(String section, RecordComponent name) {
    return section + "." + dashed(name);
  }

  private static String dashed(RecordComponent name) {
    return name.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static Object create(Class<?> record, Object[] values) {
    try {
      return record.getDeclaredConstructors()[0].newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a section of the settings is a record", e);
    }
  }
}
