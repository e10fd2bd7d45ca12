package dev.godwit.cli.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.cli.Main;
import dev.godwit.client.testing.JavaProcess;
import dev.godwit.client.testing.NodeProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A node and people with a command line each, for the tests of one class.
final class Scene implements BeforeAllCallback, AfterAllCallback {
  /// What a command exits with that the node or the device refused.
  static final int REFUSED = 1;

  private final List<JavaProcess> listeners = new ArrayList<>();
  private @Nullable Path made;
  private @Nullable NodeProcess started;
  private int outputs;

  /// Returns when the node serves.
  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    made = Files.createTempDirectory("godwit-scene");
    Files.writeString(password(), "correct horse battery\n");
    started = NodeProcess.start(folder());
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    listeners.forEach(JavaProcess::close);
    node().close();
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Homes, data and outputs.
  private Path folder() {
    return Objects.requireNonNull(made);
  }

  NodeProcess node() {
    return Objects.requireNonNull(started);
  }

  Path home(String who) {
    return folder().resolve("home-" + who);
  }

  /// The file with everybody's password.
  Path password() {
    return folder().resolve("password");
  }

  JavaProcess start(String who, String... command) {
    return Godwits.start(folder().resolve("output-" + outputs++), arguments(who, command));
  }

  private List<String> arguments(String who, String... command) {
    List<String> arguments = new ArrayList<>(List.of("--json", "--home", home(who).toString()));
    arguments.addAll(List.of(command));
    return arguments;
  }

  /// Somebody whose device stays connected until the end, and who reads everything.
  JavaProcess listening(String who) {
    JavaProcess listener = start(who, "listen", "--read");
    listeners.add(listener);
    return listener;
  }

  /// Runs a command in this process, which spares a start.
  Answer asks(String who, String... command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    String[] arguments = arguments(who, command).toArray(String[]::new);
    int exit = Main.run(printed, printed, arguments);
    return new Answer(exit, Printed.parse(out.toString(StandardCharsets.UTF_8).lines()));
  }

  /// What a command ended with, and what it printed.
  record Answer(int exit, List<JsonNode> events) {}

  /// The same for a command that must succeed; answers what it printed.
  List<JsonNode> does(String who, String... command) {
    Answer answer = asks(who, command);
    assertEquals(0, answer.exit(), () -> "" + answer.events());
    return answer.events();
  }

  /// The same for a command that must be refused, with this code at the end.
  void refuses(String code, String who, String... command) {
    Answer refused = asks(who, command);
    assertEquals(REFUSED, refused.exit(), () -> "" + refused.events());
    assertEquals(code, refused.events().getLast().path("code").asText());
  }

  static void succeeds(JavaProcess process) {
    assertEquals(0, process.exit(), () -> "" + process.lines());
  }

  void register(String... people) {
    registerAt(node().url(), people);
  }

  /// People whose command line reaches the node at another address.
  void registerAt(URI address, String... people) {
    String url = address.toString();
    String password = password().toString();
    for (String who : people) {
      does(who, "register", who, "--server", url, "--password-file", password);
    }
  }
}
