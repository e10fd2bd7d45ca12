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
  private static final Duration FLOOR_TIME = Duration.ofSeconds(5);
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
      progress.say("The same rate on a plain file for %d s …".formatted(FLOOR_TIME.toSeconds()));
      Histogram floor = AppendFloor.nanosAtRate(workplace.folder(), rate, FLOOR_TIME);
      return new Outcome(report(latencies, verdict, floor), verdict.isClean());
    }
  }

  private Report report(Latencies latencies, Verdict verdict, Histogram floor) {
    Histogram sent = latencies.sentNanos();
    Histogram shown = latencies.shownNanos();
    Report report = new Report("latency");
    report
        .add("accounts", "accounts", fleetOptions.accounts)
        .add("rate", "rate", rate, "per s")
        .add("messages", "messages measured", shown.getTotalCount());
    addTimes(report, "", "to the receiver", shown, floor);
    addTimes(report, "sent_", "to the first tick", sent, floor);
    return report
        .add("acked_lost", "lost", verdict.lost())
        .add("doubled", "shown twice", verdict.doubled());
  }

  private static void addTimes(
      Report report, String prefix, String label, Histogram nanos, Histogram floor) {
    for (Percentile each : Percentile.values()) {
      report.addTime(
          prefix + each.key,
          label + ", " + each.label,
          millis(nanos, each.percent),
          "ms",
          millis(floor, each.percent));
    }
  }

  private enum Percentile {
    P50("p50_ms", "p50", 50),
    P90("p90_ms", "p90", 90),
    P99("p99_ms", "p99", 99),
    P999("p999_ms", "p99.9", 99.9),
    MAX("max_ms", "longest", 100);

    private final String key;
    private final String label;
    private final double percent;

    Percentile(String key, String label, double percent) {
      this.key = key;
      this.label = label;
      this.percent = percent;
    }
  }

  private static double millis(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }
}
