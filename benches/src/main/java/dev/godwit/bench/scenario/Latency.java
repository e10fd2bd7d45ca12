package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.fleet.Latencies;
import dev.godwit.bench.fleet.Verdict;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.AppendFloor;
import dev.godwit.bench.server.NodeProcess;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How long a message takes to its first tick and to the receiver, at a fixed rate.
@Command(
    name = "latency",
    description = {
      "How long a 1:1 message takes, at a fixed rate.",
      "Messages are sent when they are due, whatever the node does, and the time counts from when"
          + " they were due: a pause is in the figures of all messages that it delayed."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Latency extends Measurement {
  private static final Duration DRAIN_TIME_MAX = Duration.ofSeconds(30);
  private static final double NANOS_PER_MILLI = 1e6;

  @Mixin final FleetOptions fleetOptions = new FleetOptions();
  @Mixin final NodeOptions nodeOptions = new NodeOptions();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Messages a second (default: ${DEFAULT-VALUE}).")
  int rate = 5_000;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long to measure (default: ${DEFAULT-VALUE}).")
  int seconds = 20;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description = "Seconds of load before (default: ${DEFAULT-VALUE}).")
  int warmUpSeconds = 15;

  @Override
  Outcome measure(Progress progress) throws Exception {
    try (var workplace = nodeOptions.newWorkplace();
        NodeProcess node = NodeProcess.start(workplace.setup("data"), 0);
        Fleet fleet = fleetOptions.connectPairs(node.uri(), progress)) {
      progress.say("Warming up for %d s …".formatted(warmUpSeconds));
      fleet.sendAtRate(rate, Duration.ofSeconds(warmUpSeconds));
      fleet.awaitQuiet(DRAIN_TIME_MAX);
      fleet.takeLatencies();
      progress.say("Measuring for %d s …".formatted(seconds));
      fleet.sendAtRate(rate, Duration.ofSeconds(seconds));
      fleet.awaitQuiet(DRAIN_TIME_MAX);
      Latencies latencies = fleet.takeLatencies();
      Verdict verdict = fleet.verdict();
      AppendFloor floor = AppendFloor.measure(workplace.folder());
      return new Outcome(report(latencies, verdict, floor), verdict.isClean());
    }
  }

  private Report report(Latencies latencies, Verdict verdict, AppendFloor floor) {
    Histogram sent = latencies.sentNanos();
    Histogram shown = latencies.shownNanos();
    return new Report("latency")
        .add("accounts", "accounts", fleetOptions.accounts)
        .add("rate", "rate", rate, "per s")
        .add("messages", "messages measured", shown.getTotalCount())
        .add("p50_ms", "to the receiver, p50", millis(shown, 50), "ms")
        .add("p90_ms", "to the receiver, p90", millis(shown, 90), "ms")
        .add("p99_ms", "to the receiver, p99", millis(shown, 99), "ms")
        .add("p999_ms", "to the receiver, p99.9", millis(shown, 99.9), "ms")
        .add("max_ms", "to the receiver, longest", millis(shown, 100), "ms")
        .add("sent_p50_ms", "to the first tick, p50", millis(sent, 50), "ms")
        .add("sent_p90_ms", "to the first tick, p90", millis(sent, 90), "ms")
        .add("sent_p99_ms", "to the first tick, p99", millis(sent, 99), "ms")
        .add("sent_p999_ms", "to the first tick, p99.9", millis(sent, 99.9), "ms")
        .add("sent_max_ms", "to the first tick, longest", millis(sent, 100), "ms")
        .add("acked_lost", "lost", verdict.lost())
        .add("doubled", "shown twice", verdict.doubled())
        .add("floor_append_fsync_ms", "floor: append + sync", 1e3 / floor.onePerSync(), "ms");
  }

  private static double millis(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }
}
