package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.fleet.Verdict;
import dev.godwit.bench.server.NodeProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Kills a node under load again and again, and starts it again on the same port and store.
///
/// The devices keep their outboxes and positions, come back by themselves, catch up, and send again
/// what had no tick.
final class CrashRun {
  private static final long LOAD_MILLIS_MIN = 200;
  private static final long LOAD_MILLIS_MAX = 1_500;

  /// A machine that has much else to do may take so long for the first message after a start.
  private static final Duration LOAD_TIME_MAX = Duration.ofSeconds(30);

  /// Well within the life of an access token, 15 minutes.
  private static final long RENEW_NANOS = TimeUnit.MINUTES.toNanos(7);

  private static final Duration CATCH_UP_TIME_MAX = Duration.ofSeconds(60);
  private static final Duration DRAIN_TIME_MAX = Duration.ofSeconds(60);

  private final NodeProcess.Setup setup;
  private final int inFlight;
  private final SplittableRandom random;
  private final Kills kills;
  private final List<Moment> moments;
  private final List<Recovery> recoveries = new ArrayList<>();
  private final Map<Moment, Long> killed = new EnumMap<>(Moment.class);
  private long renewedNanos = System.nanoTime();

  /// @param inFlight messages that each device keeps without their second tick
  /// @param moments of which one is chosen for each kill
  /// @param seed decides the moments of the kills
  CrashRun(NodeProcess.Setup setup, int inFlight, Set<Moment> moments, long seed) {
    this.setup = setup;
    this.inFlight = inFlight;
    this.random = new SplittableRandom(seed);
    this.moments = List.copyOf(EnumSet.copyOf(moments));
    this.kills = new Kills(setup, random.split());
  }

  /// What came of all kills.
  ///
  /// @param killed how often at which moment
  /// @param gaps times that a device found an entry missing and fetched it
  record Result(List<Recovery> recoveries, Map<Moment, Long> killed, Verdict verdict, long gaps) {
    Result {
      recoveries = List.copyOf(recoveries);
      killed = Map.copyOf(killed);
    }
  }

  /// Opens a fleet of pairs against a node that serves.
  interface FleetOpener {
    Fleet open(URI node) throws InterruptedException;
  }

  /// Kills so many times; `onKill` hears of each recovery. Ends when nothing is on its way, and a
  /// backup of what is left can be restored, if any kill was in a backup.
  Result run(int times, FleetOpener opener, Consumer<Recovery> onKill) throws InterruptedException {
    NodeProcess node = NodeProcess.start(setup, 0);
    try (Fleet fleet = opener.open(node.uri())) {
      fleet.keepInFlight(inFlight);
      for (int i = 0; i < times; i++) {
        awaitLoad(fleet);
        node = killAndRestart(node, fleet);
        onKill.accept(recoveries.getLast());
        renewTokens(fleet);
      }
      awaitLoad(fleet);
      fleet.keepInFlight(0);
      fleet.awaitQuiet(DRAIN_TIME_MAX);
      return new Result(recoveries, killed, fleet.verdict(), fleet.counts().gaps());
    } finally {
      node.close();
      if (killed.containsKey(Moment.BACKING_UP)) {
        kills.checkBackups();
      }
    }
  }

  private void awaitLoad(Fleet fleet) {
    long before = fleet.counts().acknowledged();
    long millis = random.nextLong(LOAD_MILLIS_MIN, LOAD_MILLIS_MAX);
    long deadline = System.nanoTime() + LOAD_TIME_MAX.toNanos();
    while (fleet.countsAfter(Duration.ofMillis(millis)).acknowledged() == before) {
      if (System.nanoTime() > deadline) {
        throw new BenchFailure("The node acknowledged nothing between two kills");
      }
    }
  }

  private void renewTokens(Fleet fleet) throws InterruptedException {
    if (System.nanoTime() - renewedNanos > RENEW_NANOS) {
      fleet.renewTokens();
      renewedNanos = System.nanoTime();
    }
  }

  private NodeProcess killAndRestart(NodeProcess node, Fleet fleet) {
    int port = node.uri().getPort();
    Kills.Killed last = kills.kill(node, moments.get(random.nextInt(moments.size())));
    killed.merge(last.moment(), 1L, Long::sum);
    NodeProcess next = NodeProcess.start(setup, port);
    fleet.awaitCaughtUp(CATCH_UP_TIME_MAX);
    recoveries.add(Recovery.of(next, last.atNanos(), System.nanoTime()));
    return next;
  }
}
