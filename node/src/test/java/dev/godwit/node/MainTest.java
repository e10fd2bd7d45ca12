package dev.godwit.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as a process: what it prints, how it ends, and what it refuses.
final class MainTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  /// What a process that has ended left behind.
  private record Ended(int code, String out, String err) {}

  @Test
  void servesBacksUpWhileServingStopsAndRestores() throws Exception {
    Path data = folder.resolve("data");
    Process node = start("--port", "0", "--data", data.toString());
    try {
      String line = node.inputReader().readLine();
      assertTrue(line.matches("ready http://localhost:\\d+"), line);
      assertEquals(200, status(line.substring("ready ".length()) + "/healthz"));
      Ended second = run("--port", "0", "--data", data.toString());
      assertEquals(3, second.code());
      assertOneSentence(second.err(), "stop it or choose another");
      Ended backup = run("backup", "--data", data.toString(), "--to", path("backups"));
      assertEquals("", backup.err());
      assertEquals(0, backup.code());
    } finally {
      node.destroy();
    }
    assertTrue(node.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    Ended restore = run("restore", "--from", path("backups"), "--data", path("restored"));
    assertEquals("", restore.err());
    assertEquals(0, restore.code());
    Ended offline = run("backup", "--data", path("restored"), "--to", path("more"));
    assertEquals(0, offline.code());
  }

  @Test
  void takenPortIsTold() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Ended ended = run("--port", port, "--data", path("data"));
      assertEquals(3, ended.code());
      assertOneSentence(ended.err(), "choose another with --port");
    }
  }

  @Test
  void dataFolderOfANewerVersionIsTold() throws Exception {
    Path data = folder.resolve("data");
    Process node = start("--port", "0", "--data", data.toString());
    node.inputReader().readLine();
    node.destroy();
    assertTrue(node.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    Path format = data.resolve("GODWIT");
    Files.writeString(format, Files.readString(format).replaceFirst("\\d+", "999"));
    Ended ended = run("--port", "0", "--data", data.toString());
    assertEquals(3, ended.code());
    assertOneSentence(ended.err(), "newer version");
  }

  @Test
  void wrongSettingsAreTold() throws Exception {
    Path file = Files.writeString(folder.resolve("node.toml"), "[listen]\nprot = 1\n");
    Ended ended = run("--config", file.toString());
    assertEquals(2, ended.code());
    assertOneSentence(ended.err(), "did you mean \"listen.port\"");
    Ended usage = run("--prot", "1");
    assertEquals(2, usage.code());
    assertOneSentence(usage.err(), "did you mean \"--port\"");
    Ended tls = run("--port", "0", "--data", path("data"), "--config", tls());
    assertEquals(3, tls.code());
    assertOneSentence(tls.err(), "certificate");
  }

  @Test
  void rehearsalGoesWellAndLeavesTheNativeLibrary() throws Exception {
    Path natives = folder.resolve("natives");
    Ended ended = run("warmup", "--natives", natives.toString());
    assertEquals(0, ended.code(), ended.err());
    try (var files = Files.list(natives)) {
      assertEquals(1, files.count());
    }
  }

  private String tls() throws IOException {
    String toml = "[listen]\ntls-certificate = \"nowhere.pem\"\ntls-key = \"nowhere.pem\"\n";
    return Files.writeString(folder.resolve("tls.toml"), toml).toString();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void assertOneSentence(String text, String part) {
    assertTrue(text.contains(part), text);
    assertEquals(1, text.strip().lines().count(), text);
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  private static Ended run(String... arguments) throws Exception {
    Process process = start(arguments);
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
      return new Ended(process.exitValue(), out, err);
    } finally {
      process.destroyForcibly();
    }
  }

  private static int status(String uri) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }
}
