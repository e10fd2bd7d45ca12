package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.Verdict;
import dev.godwit.bench.persons.Persons;
import dev.godwit.bench.server.NodeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Kills a node again and again while a few people with real devices talk over it, and starts it
/// again at once on the same port and store.
public final class PersonsRun {
  private static final long TALK_MILLIS_MIN = 500;
  private static final long TALK_MILLIS_MAX = 2_000;
  private static final Duration BACK_TIME_MAX = Duration.ofSeconds(60);
  private static final Duration QUIET_TIME_MAX = Duration.ofSeconds(60);

  private final NodeProcess.Setup setup;
  private final Path homes;
  private final SplittableRandom random;

  /// @param homes takes the devices' homes
  /// @param seed decides the moments of the kills
  public PersonsRun(NodeProcess.Setup setup, Path homes, long seed) {
    this.setup = setup;
    this.homes = homes;
    this.random = new SplittableRandom(seed);
  }

  /// What came of all kills.
  public record Result(List<Recovery> recoveries, Verdict verdict) {
    public Result {
      recoveries = List.copyOf(recoveries);
    }
  }

  /// Kills `kills` times; `onKill` hears of each recovery. Ends when everything has been
  /// delivered.
  public Result run(int kills, int people, Consumer<Recovery> onKill) {
    List<Recovery> recoveries = new ArrayList<>();
    NodeProcess node = NodeProcess.start(setup, 0);
    int port = node.uri().getPort();
    try (Persons persons = Persons.meet(node.uri(), homes, people)) {
      persons.talk();
      for (int i = 0; i < kills; i++) {
        letTalk();
        long killedNanos = System.nanoTime();
        node.kill();
        node = NodeProcess.start(setup, port);
        long backNanos = persons.awaitBack(killedNanos, BACK_TIME_MAX);
        recoveries.add(Recovery.of(node, killedNanos, backNanos));
        onKill.accept(recoveries.getLast());
      }
      letTalk();
      persons.fallSilent(QUIET_TIME_MAX);
      return new Result(recoveries, persons.verdict());
    } finally {
      node.close();
    }
  }

  private void letTalk() {
    long millis = random.nextLong(TALK_MILLIS_MIN, TALK_MILLIS_MAX);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
