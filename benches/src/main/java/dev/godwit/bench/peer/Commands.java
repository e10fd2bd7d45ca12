package dev.godwit.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.server.Children;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Runs other programs. Servers run as an ordinary user, since some refuse root.
final class Commands {
  private static final String ORDINARY_USER = "nobody";
  private static final boolean ROOT = System.getProperty("user.name", "").equals("root");
  private static final Duration LISTEN_TIME_MAX = Duration.ofSeconds(60);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Commands() {}

  /// Runs a program to its end and answers what it printed; throws [BenchFailure] when it fails.
  static String run(Path folder, List<String> command) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new BenchFailure("This needs the program " + command.getFirst(), e);
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new BenchFailure(String.join(" ", command) + " failed:\n" + said.strip());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted", e);
    }
    return said;
  }

  /// The command, so that an ordinary user runs it.
  static List<String> asOrdinaryUser(List<String> command) {
    List<String> all = new ArrayList<>();
    if (ROOT) {
      all.addAll(List.of("setpriv", "--reuid=" + ORDINARY_USER, "--regid=nogroup"));
      all.add("--clear-groups");
    }
    all.addAll(command);
    return all;
  }

  /// Lets that user own the folder and all in it.
  static void giveToOrdinaryUser(Path folder) throws IOException {
    if (ROOT) {
      run(folder, List.of("chown", "-R", ORDINARY_USER + ":nogroup", folder.toString()));
    }
  }

  /// Starts a server and waits until it takes connections at `port`.
  static Process serve(ProcessBuilder builder, Path log, int port) throws IOException {
    return serve(builder, log, () -> listens(port));
  }

  /// Starts a server and waits until it is ready.
  static Process serve(ProcessBuilder builder, Path log, BooleanSupplier ready) throws IOException {
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = Children.start(builder);
    long deadline = System.nanoTime() + LISTEN_TIME_MAX.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        Children.end(process);
        throw new BenchFailure("A server did not come up; see " + log);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return process;
  }

  /// Whether a program ends well.
  static boolean succeeds(List<String> command) {
    try {
      run(Path.of("/"), command);
      return true;
    } catch (IOException | BenchFailure e) {
      return false;
    }
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// A port that nobody uses now.
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
