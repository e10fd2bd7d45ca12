package dev.godwit.cli.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.client.testing.JavaProcess;
import dev.godwit.client.testing.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A node and people with a command line each: all of them real processes.
final class Scene implements AutoCloseable {
  private final Path folder;
  private final NodeProcess node;
  private final List<JavaProcess> listeners = new ArrayList<>();
  private int outputs;

  /// Returns when the node serves.
  ///
  /// @param folder takes homes, data and outputs
  Scene(Path folder) {
    this.folder = folder;
    try {
      Files.writeString(password(), "correct horse battery\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    node = NodeProcess.start(folder);
  }

  NodeProcess node() {
    return node;
  }

  Path home(String who) {
    return folder.resolve("home-" + who);
  }

  /// The file with everybody's password.
  Path password() {
    return folder.resolve("password");
  }

  JavaProcess start(String who, String... command) {
    List<String> arguments = new ArrayList<>(List.of("--json", "--home", home(who).toString()));
    arguments.addAll(List.of(command));
    return Godwits.start(folder.resolve("output-" + outputs++), arguments);
  }

  /// Somebody whose device stays connected until the end, and who reads everything.
  JavaProcess listening(String who) {
    JavaProcess listener = start(who, "listen", "--read");
    listeners.add(listener);
    return listener;
  }

  /// What the command printed; it must succeed.
  List<JsonNode> does(String who, String... command) {
    try (JavaProcess process = start(who, command)) {
      succeeds(process);
      return Printed.events(process);
    }
  }

  static void succeeds(JavaProcess process) {
    assertEquals(0, process.exit(), () -> "" + process.lines());
  }

  void register(String... people) {
    String url = node.url().toString();
    String password = password().toString();
    Stream.of(people)
        .map(who -> start(who, "register", who, "--server", url, "--password-file", password))
        .toList()
        .forEach(Scene::succeeds);
  }

  @Override
  public void close() {
    listeners.forEach(JavaProcess::close);
    node.close();
  }
}
