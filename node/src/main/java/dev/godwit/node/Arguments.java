package dev.godwit.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the command line asks for. What is wrong is a [ConfigException].
sealed interface Arguments {

  record Serve(Optional<Path> config, ObjectNode overrides) implements Arguments {}

  record Backup(Path data, Path to) implements Arguments {}

  record Restore(Path from, Path data) implements Arguments {}

  /// Goes through a rehearsal, to record what a start needs.
  ///
  /// @param natives the folder into which native libraries are unpacked for later starts
  record Warmup(Path natives) implements Arguments {}

  record Help() implements Arguments {}

  record Version() implements Arguments {}

  List<String> COMMANDS = List.of("serve", "backup", "restore", "warmup");
  List<String> SERVE_OPTIONS = List.of("--port", "--data", "--address", "--config");

  static Arguments parse(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      return new Help();
    }
    if (arguments.contains("--version")) {
      return new Version();
    }
    boolean named = !arguments.isEmpty() && !arguments.getFirst().startsWith("-");
    String command = named ? arguments.getFirst() : "serve";
    List<String> options = named ? arguments.subList(1, arguments.size()) : arguments;
    return switch (command) {
      case "serve" -> serve(options(options, SERVE_OPTIONS));
      case "backup" -> {
        Map<String, String> given = options(options, List.of("--data", "--to"));
        yield new Backup(path(given, "--data"), path(given, "--to"));
      }
      case "restore" -> {
        Map<String, String> given = options(options, List.of("--from", "--data"));
        yield new Restore(path(given, "--from"), path(given, "--data"));
      }
      case "warmup" -> new Warmup(path(options(options, List.of("--natives")), "--natives"));
      default ->
          throw new ConfigException(
              "There is no command \"%s\"; did you mean \"%s\"?"
                  .formatted(command, Nearest.of(command, COMMANDS)));
    };
  }

  private static Serve serve(Map<String, String> given) {
    ObjectNode overrides = ConfigReader.nothing();
    if (given.containsKey("--port")) {
      overrides.withObjectProperty("listen").put("port", number("--port", given.get("--port")));
    }
    if (given.containsKey("--address")) {
      overrides.withObjectProperty("listen").put("address", given.get("--address"));
    }
    if (given.containsKey("--data")) {
      overrides.withObjectProperty("store").put("data", given.get("--data"));
    }
    return new Serve(Optional.ofNullable(given.get("--config")).map(Path::of), overrides);
  }

  private static Map<String, String> options(List<String> arguments, List<String> known) {
    Map<String, String> options = new HashMap<>();
    Deque<String> left = new ArrayDeque<>(arguments);
    while (!left.isEmpty()) {
      String name = left.removeFirst();
      int equals = name.indexOf('=');
      if (equals > 0) {
        left.addFirst(name.substring(equals + 1));
        name = name.substring(0, equals);
      }
      if (!known.contains(name)) {
        throw new ConfigException(
            "There is no option \"%s\"; did you mean \"%s\"?"
                .formatted(name, Nearest.of(name, known)));
      }
      if (left.isEmpty()) {
        throw new ConfigException(name + " wants a value; --help shows which");
      }
      options.put(name, left.removeFirst());
    }
    return options;
  }

  private static Path path(Map<String, String> options, String name) {
    String path = options.get(name);
    if (path == null) {
      throw new ConfigException(name + " is missing; --help shows what the command wants");
    }
    return Path.of(path);
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new ConfigException(name + " must be a whole number");
    }
  }
}
