package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.NodeProcess;
import dev.godwit.bench.server.Usage;
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
      Usage before = node.usage();
      progress.say("Connecting %d devices …".formatted(fleet.size()));
      fleet.connect(FleetOptions.PREPARE_TIME_MAX);
      fleet.countsAfter(Duration.ofSeconds(seconds / 2));
      Usage start = node.usage();
      progress.say("Watching heartbeats for %d s …".formatted(seconds));
      fleet.countsAfter(Duration.ofSeconds(seconds));
      Usage end = node.usage();
      return new Outcome(report(before, start, end, fleet), fleet.counts().closed() == 0);
    }
  }

  private NodeProcess.Setup setup(NodeOptions.Workplace workplace)
      throws IOException, InterruptedException {
    return tls ? workplace.setupWithTls("data") : workplace.setup("data");
  }

  private Report report(Usage before, Usage start, Usage end, Fleet fleet) {
    double kib = (end.residentBytes() - before.residentBytes()) / KIB;
    return new Report("idle")
        .add("connections", "connections", fleet.size())
        .add("kib_per_connection", "node's memory for each", kib / fleet.size(), "KiB")
        .add("tls", "TLS", tls ? 1 : 0)
        .add("cores", "node's cores", (end.cpuSeconds() - start.cpuSeconds()) / seconds, "")
        .add("closed", "connections lost", fleet.counts().closed());
  }
}
