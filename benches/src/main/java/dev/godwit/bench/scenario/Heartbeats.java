package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.Fleet;
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

/// What the heartbeats of connected devices cost.
@Command(
    name = "heartbeat",
    description = {
      "The node's CPU for devices that send nothing but a heartbeat every 5 seconds.",
      "Each heartbeat is answered, and moves the device's last sign of life."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Heartbeats extends Measurement {
  private static final int ROUND_SECONDS = 10;
  private static final double PERIOD_SECONDS = 5;

  @Mixin final NodeOptions nodeOptions = new NodeOptions();
  @Mixin final FleetOptions fleetOptions = new FleetOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of 10 seconds; medians are told (default: ${DEFAULT-VALUE}).")
  int rounds = 5;

  @Option(
      names = "--no-floor",
      description = "Leave out the same heartbeats on a relay without sessions.")
  boolean withoutFloor;

  Heartbeats() {
    fleetOptions.accounts = 15_000;
  }

  @Override
  Outcome measure(Progress progress) throws Exception {
    try (var workplace = nodeOptions.newWorkplace()) {
      Report report = new Report("heartbeat");
      boolean clean = measureNode(workplace, report, progress);
      if (!withoutFloor) {
        measureRelay(workplace, report, progress);
      }
      return new Outcome(report, clean);
    }
  }

  private boolean measureNode(NodeOptions.Workplace workplace, Report report, Progress progress)
      throws Exception {
    try (NodeProcess node = NodeProcess.start(workplace.setup("data"), 0);
        Fleet fleet = fleetOptions.register(node.uri(), progress)) {
      double cores = cores(node, fleet, progress);
      report
          .add("sessions", "sessions", fleet.size())
          .add("cores", "node's cores", cores, "")
          .add("server_cpu_us", "a heartbeat", microsEach(cores), "CPU µs")
          .add("closed", "connections lost", fleet.counts().closed());
      return fleet.counts().closed() == 0;
    }
  }

  private void measureRelay(NodeOptions.Workplace workplace, Report report, Progress progress) {
    progress.say("The same on a relay …");
    try (NodeProcess relay = NodeProcess.relay(workplace.folder());
        Fleet fleet = fleetOptions.strangers(relay.uri())) {
      double cores = cores(relay, fleet, progress);
      report
          .add("floor_relay_cores", "floor: relay's cores", cores, "")
          .add("floor_relay_cpu_us", "floor: a heartbeat", microsEach(cores), "CPU µs");
    }
  }

  /// The median of all rounds.
  private double cores(NodeProcess server, Fleet fleet, Progress progress) {
    progress.say("Connecting %d devices …".formatted(fleet.size()));
    fleet.connect(FleetOptions.PREPARE_TIME_MAX);
    progress.say("Warming up …");
    fleet.countsAfter(Duration.ofSeconds(2 * ROUND_SECONDS));
    List<Double> cores = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      cores.add(coresOfRound(server, fleet));
      progress.say("Round %d of %d: %.3f cores".formatted(i, rounds, cores.getLast()));
    }
    return Median.of(cores, Double::doubleValue);
  }

  private static double coresOfRound(NodeProcess server, Fleet fleet) {
    Usage before = server.usage();
    long start = System.nanoTime();
    fleet.countsAfter(Duration.ofSeconds(ROUND_SECONDS));
    double seconds = (System.nanoTime() - start) / 1e9;
    return (server.usage().cpuSeconds() - before.cpuSeconds()) / seconds;
  }

  private double microsEach(double cores) {
    return cores * PERIOD_SECONDS * 1e6 / fleetOptions.accounts;
  }
}
