package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.Counts;
import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.fleet.Verdict;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.AppendFloor;
import dev.godwit.bench.server.NodeProcess;
import dev.godwit.bench.server.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How many durable, receipted messages of direct conversations a second, and what they cost.
@Command(
    name = "throughput",
    description = {
      "How many 1:1 messages a second get both ticks, and the node's CPU for them.",
      "Each device sends to its partner and keeps N messages between being sent and being"
          + " delivered; each message is durable, is acknowledged by the receiver's device, and its"
          + " receipt comes back."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Throughput extends Measurement {
  private static final Duration DRAIN_TIME_MAX = Duration.ofSeconds(30);
  private static final double MESSAGES_PER_COST = 100_000;
  private static final double MIB = 1024 * 1024;

  @Mixin final FleetOptions fleetOptions = new FleetOptions();
  @Mixin final NodeOptions nodeOptions = new NodeOptions();

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Messages of each device without second tick (default: ${DEFAULT-VALUE}).")
  int inFlight = 20;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds; medians are told (default: ${DEFAULT-VALUE}).")
  int rounds = 5;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Length of a round (default: ${DEFAULT-VALUE}).")
  int seconds = 5;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description = "Seconds of load before the first round (default: ${DEFAULT-VALUE}).")
  int warmUpSeconds = 15;

  @Override
  Outcome measure(Progress progress) throws Exception {
    try (var workplace = nodeOptions.newWorkplace();
        NodeProcess node = NodeProcess.start(workplace.setup("data"), 0);
        Fleet fleet = fleetOptions.connectPairs(node.uri(), progress)) {
      fleet.keepInFlight(inFlight);
      progress.say("Warming up for %d s …".formatted(warmUpSeconds));
      fleet.countsAfter(Duration.ofSeconds(warmUpSeconds));
      List<Round> measured = measureRounds(node, fleet, progress);
      long residentBytes = node.usage().residentBytes();
      fleet.keepInFlight(0);
      fleet.awaitQuiet(DRAIN_TIME_MAX);
      Verdict verdict = fleet.verdict();
      AppendFloor floor = AppendFloor.measure(workplace.folder());
      return new Outcome(
          report(measured, residentBytes, verdict, fleet.counts(), floor), verdict.isClean());
    }
  }

  private List<Round> measureRounds(NodeProcess node, Fleet fleet, Progress progress) {
    List<Round> measured = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      Round round = measureRound(node, fleet);
      measured.add(round);
      progress.say(
          "Round %d of %d: %,.0f messages/s".formatted(i, rounds, round.messagesPerSecond()));
    }
    return measured;
  }

  private Round measureRound(NodeProcess node, Fleet fleet) {
    Counts before = fleet.counts();
    Usage usedBefore = node.usage();
    Counts after = fleet.countsAfter(Duration.ofSeconds(seconds));
    Usage used = node.usage();
    return new Round(
        after.receipted() - before.receipted(),
        (after.atNanos() - before.atNanos()) / 1e9,
        used.cpuSeconds() - usedBefore.cpuSeconds(),
        used.writtenBytes() - usedBefore.writtenBytes());
  }

  private record Round(long messages, double seconds, double cpuSeconds, long writtenBytes) {
    double messagesPerSecond() {
      return messages / seconds;
    }

    double cpuSecondsPerCost() {
      return cpuSeconds * MESSAGES_PER_COST / Math.max(1, messages);
    }

    double cores() {
      return cpuSeconds / seconds;
    }

    double writtenPerMessage() {
      return (double) writtenBytes / Math.max(1, messages);
    }
  }

  private Report report(
      List<Round> measured, long residentBytes, Verdict verdict, Counts counts, AppendFloor floor) {
    long refused = counts.refusals().values().stream().mapToLong(Long::longValue).sum();
    return new Report("throughput")
        .add("accounts", "accounts", fleetOptions.accounts)
        .add("in_flight", "in flight per device", inFlight)
        .add("payload_bytes", "ciphertext", fleetOptions.payloadBytes, "bytes")
        .add(
            "messages_per_s",
            "messages with both ticks",
            Median.of(measured, Round::messagesPerSecond),
            "per s")
        .add(
            "server_cpu_s_per_100k",
            "node's CPU",
            Median.of(measured, Round::cpuSecondsPerCost),
            "s per 100,000")
        .add("server_cores", "node's cores", Median.of(measured, Round::cores), "")
        .add("server_rss_mib", "node's memory", residentBytes / MIB, "MiB")
        .add(
            "disk_bytes_per_message",
            "written to disk",
            Median.of(measured, Round::writtenPerMessage),
            "bytes per message")
        .add("acked_total", "messages with one tick", verdict.acknowledged())
        .add("acked_lost", "of these lost", verdict.lost())
        .add("doubled", "shown twice", verdict.doubled())
        .add("out_of_order", "out of order", verdict.outOfOrder())
        .add("refused", "refused and sent again", refused)
        .add("floor_append_fsync_per_s", "floor: append + sync", floor.onePerSync(), "per s")
        .add(
            "floor_append_fsync_256_per_s",
            "floor: 256 appends + sync",
            floor.manyPerSync(),
            "entries per s");
  }
}
