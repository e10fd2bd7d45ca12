package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.server.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Kills a node at a chosen moment of what it does.
final class Kills {
  private static final Duration COMPACTING_WITHIN = Duration.ofSeconds(20);
  private static final Duration BACKING_UP_WITHIN = Duration.ofSeconds(20);
  private static final long COMMAND_SECONDS_MAX = 120;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int BACKUP_MILLIS_MAX = 60;
  private static final int STARTING_MILLIS_MAX = 1_500;

  private final NodeProcess.Setup setup;
  private final Path backups;
  private final SplittableRandom random;

  Kills(NodeProcess.Setup setup, SplittableRandom random) {
    this.setup = setup;
    this.backups = setup.data().resolveSibling(setup.data().getFileName() + "-backups");
    this.random = random;
  }

  /// What was done, which may be another moment than wanted: what was waited for did not come.
  ///
  /// @param atNanos when the last kill was, on the clock of System.nanoTime
  record Killed(Moment moment, long atNanos) {}

  Killed kill(NodeProcess node, Moment wanted) {
    return switch (wanted) {
      case SERVING -> killNow(node, Moment.SERVING);
      case COMPACTING -> killCompacting(node);
      case BACKING_UP -> killBackingUp(node);
      case STARTING -> killStarting(node);
    };
  }

  private static Killed killNow(NodeProcess node, Moment moment) {
    long now = System.nanoTime();
    node.kill();
    return new Killed(moment, now);
  }

  private Killed killCompacting(NodeProcess node) {
    Set<Path> before = tables();
    boolean came = await(() -> !before.containsAll(tables()), COMPACTING_WITHIN);
    return killNow(node, came ? Moment.COMPACTING : Moment.SERVING);
  }

  private Set<Path> tables() {
    return files(setup.data(), ".*[.](sst|blob)");
  }

  private Killed killBackingUp(NodeProcess node) {
    Set<Path> before = files(backups, ".*");
    Process backup = NodeProcess.command(setup, "backup", "--to", backups.toString());
    boolean came = await(() -> !before.containsAll(files(backups, ".*")), BACKING_UP_WITHIN);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(BACKUP_MILLIS_MAX)));
    boolean during = came && backup.isAlive();
    Killed killed = killNow(node, during ? Moment.BACKING_UP : Moment.SERVING);
    backup.destroyForcibly();
    return killed;
  }

  private Killed killStarting(NodeProcess node) {
    int port = node.uri().getPort();
    node.kill();
    NodeProcess.startAndKill(setup, port, Duration.ofMillis(random.nextInt(STARTING_MILLIS_MAX)));
    return new Killed(Moment.STARTING, System.nanoTime());
  }

  /// Makes one more backup of the stopped node, after those that were cut off, and restores it.
  void checkBackups() {
    Path restored = setup.data().resolveSibling(setup.data().getFileName() + "-restored");
    await(NodeProcess.command(setup, "backup", "--to", backups.toString()), "backup");
    NodeProcess.Setup other =
        new NodeProcess.Setup(setup.root(), restored, setup.config(), setup.javaOptions());
    await(NodeProcess.command(other, "restore", "--from", backups.toString()), "restore");
  }

  private static void await(Process command, String what) {
    try {
      if (!command.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS) || command.exitValue() != 0) {
        command.destroyForcibly();
        throw new BenchFailure("After kills, ./run " + what + " failed");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private static boolean await(BooleanSupplier condition, Duration timeMax) {
    long deadline = System.nanoTime() + timeMax.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }

  private static Set<Path> files(Path folder, String pattern) {
    if (!Files.exists(folder)) {
      return Set.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      Set<Path> found = new HashSet<>();
      all.filter(file -> file.getFileName().toString().matches(pattern)).forEach(found::add);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("The data folder cannot be read", e);
    }
  }
}
