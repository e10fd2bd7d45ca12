package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.Counts;
import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.fleet.Verdict;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.NodeProcess;
import dev.godwit.bench.server.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How fast devices that were away get what waits for them.
@Command(
    name = "offline",
    description = {
      "Of each pair one device is away while the other sends; then all come back at once.",
      "Measured from the first connection to the last message at its receiver."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Offline extends Measurement {
  private static final Duration TIME_MAX = Duration.ofMinutes(2);
  private static final double MESSAGES_PER_COST = 100_000;

  @Mixin final NodeOptions nodeOptions = new NodeOptions();
  @Mixin final FleetOptions fleetOptions = new FleetOptions();

  @Option(
      names = "--messages",
      paramLabel = "N",
      description = "Messages that wait for each device (default: ${DEFAULT-VALUE}).")
  int messages = 100;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds; medians are told, the first is a warm-up (default: ${DEFAULT-VALUE}).")
  int rounds = 5;

  Offline() {
    fleetOptions.accounts = 2_000;
  }

  private record Round(double seconds, double cpuSeconds) {}

  @Override
  Outcome measure(Progress progress) throws Exception {
    try (var workplace = nodeOptions.newWorkplace();
        NodeProcess node = NodeProcess.start(workplace.setup("data"), 0);
        Fleet fleet = fleetOptions.connectPairs(node.uri(), progress)) {
      List<Round> measured = new ArrayList<>();
      for (int i = 0; i <= rounds; i++) {
        progress.say("Round %d of %d: sending to who is away …".formatted(i, rounds));
        measured.add(measureOne(node, fleet));
      }
      fleet.awaitQuiet(TIME_MAX);
      Verdict verdict = fleet.verdict();
      List<Round> told = measured.subList(1, measured.size());
      return new Outcome(report(told, verdict, fleet.counts()), verdict.isClean());
    }
  }

  private Round measureOne(NodeProcess node, Fleet fleet) {
    fleet.secondsLeave(TIME_MAX);
    long waiting = (long) messages * (fleet.size() / 2);
    long wanted = fleet.counts().shown() + waiting;
    fleet.firstsSend(messages, TIME_MAX);
    Usage usedBefore = node.usage();
    long start = System.nanoTime();
    fleet.secondsReturn(TIME_MAX);
    fleet.awaitShown(wanted, TIME_MAX);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Round(seconds, node.usage().cpuSeconds() - usedBefore.cpuSeconds());
  }

  private Report report(List<Round> measured, Verdict verdict, Counts counts) {
    long waiting = (long) messages * (fleetOptions.accounts / 2);
    return new Report("offline")
        .add("devices", "devices that were away", fleetOptions.accounts / 2)
        .add("waiting", "messages that waited", waiting)
        .add("drained_per_s", "drained", waiting / Median.of(measured, Round::seconds), "per s")
        .add(
            "server_cpu_s_per_100k",
            "node's CPU",
            Median.of(measured, Round::cpuSeconds) * MESSAGES_PER_COST / waiting,
            "s per 100,000")
        .add("lost", "lost", verdict.lost())
        .add("doubled", "shown twice", verdict.doubled())
        .add("out_of_order", "out of order", verdict.outOfOrder())
        .add("gaps", "gaps fetched", counts.gaps());
  }
}
