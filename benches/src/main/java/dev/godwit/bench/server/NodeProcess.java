package dev.godwit.bench.server;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.relay.Relay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A node that `./run` has started, and that serves.
public final class NodeProcess implements AutoCloseable {
  private static final String READY = "ready ";
  private static final Duration READY_TIME_MAX = Duration.ofMinutes(2);

  private final Process process;
  private final URI uri;
  private final long startNanos;
  private final long readyNanos;

  private NodeProcess(Process process, URI uri, long startNanos, long readyNanos) {
    this.process = process;
    this.uri = uri;
    this.startNanos = startNanos;
    this.readyNanos = readyNanos;
  }

  /// How to start a node.
  ///
  /// @param root the project's folder, in which `./run` is
  /// @param data where the node keeps its store
  /// @param config its settings, or none
  /// @param javaOptions more options for its JVM, separated by spaces
  public record Setup(Path root, Path data, Optional<Path> config, String javaOptions) {}

  /// Starts a node and waits until it serves; `port` 0 lets it choose. Its log goes to a file
  /// beside the data. Throws [BenchFailure] when it does not come up.
  public static NodeProcess start(Setup setup, int port) {
    return start(builder(setup, port), log(setup));
  }

  /// What differs from starting the command as it is.
  ///
  /// @param before a command that runs the node, or nothing
  /// @param arguments more arguments for the node
  /// @param environment more variables for it
  public record Launch(
      List<String> before, List<String> arguments, Map<String, String> environment) {
    public Launch {
      before = List.copyOf(before);
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }
  }

  /// As [#start(Setup, int)], in another way.
  public static NodeProcess start(Setup setup, Launch launch) {
    ProcessBuilder builder = builder(setup, 0);
    builder.command().addAll(0, launch.before());
    builder.command().addAll(launch.arguments());
    builder.environment().putAll(launch.environment());
    return start(builder, log(setup));
  }

  /// Starts a relay in place of a node; `folder` takes its log.
  public static NodeProcess relay(Path folder) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseParallelGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dio.netty.leakDetection.level=disabled",
            "-cp",
            System.getProperty("java.class.path"),
            Relay.class.getName());
    return start(builder, folder.resolve("relay.log"));
  }

  private static NodeProcess start(ProcessBuilder builder, Path log) {
    long startNanos = System.nanoTime();
    Process process = begin(builder, log);
    URI uri = awaitReady(process, log);
    return new NodeProcess(process, uri, startNanos, System.nanoTime());
  }

  private static Process begin(ProcessBuilder builder, Path log) {
    try {
      return Children.start(builder.redirectError(Redirect.appendTo(log.toFile())));
    } catch (IOException e) {
      throw new UncheckedIOException("The node could not be started", e);
    }
  }

  /// Starts a node and kills it after `time`, wherever it is in its start.
  public static void startAndKill(Setup setup, int port, Duration time) {
    Process process = begin(builder(setup, port).redirectOutput(Redirect.DISCARD), log(setup));
    try {
      process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted", e);
    } finally {
      process.destroyForcibly();
      Children.awaitEnd(process);
    }
  }

  /// Starts `./run` with a command on the data folder.
  public static Process command(Setup setup, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", setup.data().toString()));
    return begin(run(setup, all).redirectOutput(Redirect.DISCARD), log(setup));
  }

  /// What the nodes on this data folder have said on their way.
  public static Path log(Setup setup) {
    return setup.data().resolveSibling(setup.data().getFileName() + ".log");
  }

  private static ProcessBuilder builder(Setup setup, int port) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--port", Integer.toString(port), "--data", setup.data().toString()));
    setup.config().ifPresent(file -> arguments.addAll(List.of("--config", file.toString())));
    return run(setup, arguments);
  }

  private static ProcessBuilder run(Setup setup, List<String> arguments) {
    ProcessBuilder builder = new ProcessBuilder(setup.root().resolve("run").toString());
    builder.command().addAll(arguments);
    builder.environment().put("GODWIT_BUILT", "1");
    builder.environment().put("GODWIT_JAVA_OPTIONS", setup.javaOptions());
    return builder;
  }

  private static URI awaitReady(Process process, Path log) {
    CompletableFuture<URI> ready = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> readOutput(process, ready));
    try {
      return ready.get(READY_TIME_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new BenchFailure("The node did not come up; its log ends:\n" + tail(log), e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private static void readOutput(Process process, CompletableFuture<URI> ready) {
    try (var lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          ready.complete(URI.create(line.substring(READY.length()).strip()));
        }
      }
      ready.completeExceptionally(new BenchFailure("The node ended"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "(no log)";
    }
  }

  public URI uri() {
    return uri;
  }

  public long pid() {
    return process.pid();
  }

  /// From the start of the command to the line `ready`.
  public Duration startTime() {
    return Duration.ofNanos(readyNanos - startNanos);
  }

  /// When the line `ready` came, on the clock of System.nanoTime.
  public long readyNanos() {
    return readyNanos;
  }

  /// Stops it where it stands, as a machine that hangs does, and lets it go on.
  public void freeze(boolean frozen) {
    signal(frozen ? "-STOP" : "-CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("No signal could be sent", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted", e);
    }
  }

  public Usage usage() {
    return Usage.of(pid());
  }

  /// Bytes of what its heap really holds; the node stands still while they are counted.
  public long liveHeapBytes() {
    return LiveHeap.bytes(pid());
  }

  /// Ends it with SIGKILL, in the middle of whatever it does; returns when it is gone.
  public void kill() {
    process.destroyForcibly();
    Children.awaitEnd(process);
  }

  /// Ends it with SIGTERM.
  @Override
  public void close() {
    Children.end(process);
  }
}
