package dev.godwit.bench.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.server.NodeProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A byte of the node's newest log is wrong: the node says which file, does not start, and serves
/// again from a backup, on which everybody has to sign in anew.
public record Damage() implements Fault {
  private static final int CANNOT_START = 3;
  private static final long COMMAND_SECONDS_MAX = 60;

  @Override
  public String name() {
    return "damage";
  }

  @Override
  public String what() {
    return "the log is damaged: refused, and restored from a backup";
  }

  /// `back` is from the refusal until the restored node serves.
  @Override
  public Aftermath happen(Stage stage) throws Exception {
    NodeProcess.Setup damaged = stage.setup(name());
    NodeProcess.Setup restored = stage.setup("restored");
    String backups = stage.folder().resolve("damage-backups").toString();
    try (NodeProcess node = NodeProcess.start(damaged, 0);
        Fleet fleet = stage.talking(node)) {
      end(NodeProcess.command(damaged, "backup", "--to", backups), 0);
      fleet.countsAfter(stage.load().time());
      Aftermath before = Stage.back(fleet);
      node.kill();
      Path file = flipIn(damaged.data());
      end(NodeProcess.command(damaged, "--port", "0"), CANNOT_START);
      mustBeNamed(file, NodeProcess.log(damaged));
      long start = System.nanoTime();
      end(NodeProcess.command(restored, "restore", "--from", backups), 0);
      NodeProcess.start(restored, 0).close();
      return new Aftermath(before.verdict(), Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static void end(Process command, int code) throws InterruptedException {
    boolean ended = command.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS);
    if (!ended || command.exitValue() != code) {
      command.destroyForcibly();
      throw new BenchFailure(
          "A command did not end with %d, but %s"
              .formatted(code, ended ? "with " + command.exitValue() : "went on"));
    }
  }

  /// Changes a byte in the middle of the newest write-ahead log, which is needed at the start.
  private static Path flipIn(Path data) throws IOException {
    try (Stream<Path> all = Files.list(data)) {
      Path log =
          all.filter(file -> file.toString().endsWith(".log"))
              .max(Comparator.naturalOrder())
              .orElseThrow();
      try (RandomAccessFile bytes = new RandomAccessFile(log.toFile(), "rw")) {
        long middle = bytes.length() / 2;
        bytes.seek(middle);
        int before = bytes.read();
        bytes.seek(middle);
        bytes.write(before ^ 1);
      }
      return log;
    }
  }

  private static void mustBeNamed(Path file, Path log) throws IOException {
    if (!Files.readString(log, UTF_8).contains(file.toString())) {
      throw new BenchFailure("The node did not say which file is damaged");
    }
  }
}
