package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.NodeProcess;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What connected devices cost that only send their heartbeats.
@Command(
    name = "idle",
    description = {
      "Memory and CPU of the node for devices that are connected and silent.",
      "Each sends its heartbeat every 5 seconds, as every device does."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Idle extends Measurement {
  private static final double KIB = 1024;

  /// One device in so many connects first and is not counted: with it comes what the node needs
  /// once, compiled code above all.
  private static final int FIRST_SHARE = 5;

  @Mixin final NodeOptions nodeOptions = new NodeOptions();
  @Mixin final FleetOptions fleetOptions = new FleetOptions();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long to watch (default: ${DEFAULT-VALUE}).")
  int seconds = 20;

  @Option(names = "--tls", description = "Over TLS, with a certificate made for it.")
  boolean tls;

  Idle() {
    fleetOptions.accounts = 15_000;
  }

  @Override
  Outcome measure(Progress progress) throws Exception {
    try (var workplace = nodeOptions.newWorkplace();
        NodeProcess node = NodeProcess.start(setup(workplace), 0);
        Fleet fleet = fleetOptions.register(node.uri(), progress)) {
      progress.say("Connecting %d devices …".formatted(fleet.size()));
      double kib = kibEach(fleet, node);
      progress.say("Watching heartbeats for %d s …".formatted(seconds));
      double cores = cores(fleet, node);
      return new Outcome(report(kib, cores, fleet), fleet.counts().closed() == 0);
    }
  }

  private double kibEach(Fleet fleet, NodeProcess node) {
    int first = fleet.size() / FIRST_SHARE;
    fleet.connect(0, first, FleetOptions.PREPARE_TIME_MAX);
    fleet.countsAfter(Duration.ofSeconds(seconds / 2));
    long before = node.usage().residentBytes();
    fleet.connect(first, fleet.size(), FleetOptions.PREPARE_TIME_MAX);
    fleet.countsAfter(Duration.ofSeconds(seconds / 2));
    return (node.usage().residentBytes() - before) / KIB / (fleet.size() - first);
  }

  private double cores(Fleet fleet, NodeProcess node) {
    double before = node.usage().cpuSeconds();
    fleet.countsAfter(Duration.ofSeconds(seconds));
    return (node.usage().cpuSeconds() - before) / seconds;
  }

  private NodeProcess.Setup setup(NodeOptions.Workplace workplace)
      throws IOException, InterruptedException {
    return tls ? workplace.setupWithTls("data") : workplace.setup("data");
  }

  private Report report(double kib, double cores, Fleet fleet) {
    return new Report("idle")
        .add("connections", "connections", fleet.size())
        .add("kib_per_connection", "node's memory for each", kib, "KiB")
        .add("tls", "TLS", tls ? 1 : 0)
        .add("cores", "node's cores", cores, "")
        .add("closed", "connections lost", fleet.counts().closed());
  }
}
