package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.Counts;
import dev.godwit.bench.fleet.Talkers;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.server.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Rounds of full load, one behind the other; each figure is the median over them.
final class Rounds {
  private static final double MESSAGES_PER_COST = 100_000;

  private final Supplier<Usage> server;
  private final Talkers talkers;
  private final List<Round> rounds = new ArrayList<>();

  /// @param server what the server under load has used so far
  Rounds(Supplier<Usage> server, Talkers talkers) {
    this.server = server;
    this.talkers = talkers;
  }

  /// How long to load.
  record Load(int warmUpSeconds, int rounds, int seconds) {}

  private record Round(long messages, double seconds, double cpuSeconds, long writtenBytes) {}

  /// Loads the server and measures; the load goes on afterwards.
  static Rounds measure(
      Supplier<Usage> server, Talkers fleet, int inFlight, Load load, Progress progress) {
    fleet.keepInFlight(inFlight);
    progress.say("Warming up for %d s …".formatted(load.warmUpSeconds()));
    fleet.countsAfter(Duration.ofSeconds(load.warmUpSeconds()));
    Rounds measured = new Rounds(server, fleet);
    for (int i = 1; i <= load.rounds(); i++) {
      double rate = measured.measureOne(load.seconds());
      progress.say("Round %d of %d: %,.0f messages/s".formatted(i, load.rounds(), rate));
    }
    return measured;
  }

  /// Measures what goes on now, for one round; answers messages with both ticks a second.
  double measureOne(int seconds) {
    Counts before = talkers.counts();
    Usage usedBefore = server.get();
    Counts after = talkers.countsAfter(Duration.ofSeconds(seconds));
    Usage used = server.get();
    rounds.add(
        new Round(
            after.receipted() - before.receipted(),
            (after.atNanos() - before.atNanos()) / 1e9,
            used.cpuSeconds() - usedBefore.cpuSeconds(),
            used.writtenBytes() - usedBefore.writtenBytes()));
    return perSecond(rounds.getLast());
  }

  /// Messages with both ticks.
  double messagesPerSecond() {
    return Median.of(rounds, Rounds::perSecond);
  }

  private static double perSecond(Round round) {
    return round.messages() / round.seconds();
  }

  double cpuSecondsPer100k() {
    return Median.of(
        rounds, round -> round.cpuSeconds() * MESSAGES_PER_COST / Math.max(1, round.messages()));
  }

  /// Processor cores that the node kept busy.
  double cores() {
    return Median.of(rounds, round -> round.cpuSeconds() / round.seconds());
  }

  /// Bytes written to disk.
  double writtenPerMessage() {
    return Median.of(
        rounds, round -> (double) round.writtenBytes() / Math.max(1, round.messages()));
  }
}
