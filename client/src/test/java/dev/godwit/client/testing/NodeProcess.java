package dev.godwit.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A node in a process of its own, that can be killed and started again at the same address.
public final class NodeProcess implements AutoCloseable {
  private final Path folder;
  private final int port;
  private JavaProcess process;
  private int starts;

  private NodeProcess(Path folder, int port) {
    this.folder = folder;
    this.port = port;
    process = launch();
  }

  /// Returns when it serves.
  public static NodeProcess start(Path folder) {
    return new NodeProcess(folder, freePort());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JavaProcess launch() {
    JavaProcess launched =
        JavaProcess.start(
            folder.resolve("node-" + starts++ + ".log"),
            "dev.godwit.node.Main",
            List.of("--port", "" + port, "--data", data().toString()));
    Await.until(
        "node serves",
        () -> {
          if (!launched.isAlive()) {
            throw new AssertionError("the node ended: " + launched.lines());
          }
          return launched.lines().stream().anyMatch(line -> line.startsWith("ready "));
        });
    return launched;
  }

  public Path data() {
    return folder.resolve("node-data");
  }

  public URI url() {
    return URI.create("http://localhost:" + port);
  }

  /// `kill -9`.
  public void kill() {
    process.kill();
  }

  /// Returns when it serves again.
  public void restart() {
    process.kill();
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }
}
