package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.report.Machine;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.NodeProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How long a node takes from its command to serving.
@Command(
    name = "startup",
    description = {
      "How long ./run takes to serve: on an empty store, and after a kill -9 under load.",
      "The start-up archive is there already: the first ./run after a build makes it."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Startup extends Measurement {
  private static final Duration FILL_STEP = Duration.ofMillis(200);
  private static final int IN_FLIGHT = 100;

  @Mixin final NodeOptions nodeOptions = new NodeOptions();
  @Mixin final FleetOptions fleetOptions = new FleetOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Starts of each kind; medians are told (default: ${DEFAULT-VALUE}).")
  int rounds = 5;

  @Option(
      names = "--entries",
      paramLabel = "N",
      description = "Messages in the store before the kills (default: ${DEFAULT-VALUE}).")
  int entries = 100_000;

  Startup() {
    fleetOptions.accounts = 100;
  }

  @Override
  Outcome measure(Progress progress) throws Exception {
    double loadBefore = Machine.load();
    try (var workplace = nodeOptions.newWorkplace()) {
      NodeProcess.start(workplace.setup("warm"), 0).close();
      List<Start> empty = new ArrayList<>();
      for (int i = 1; i <= rounds; i++) {
        progress.say("Start %d of %d on an empty store …".formatted(i, rounds));
        try (NodeProcess node = NodeProcess.start(workplace.setup("empty" + i), 0)) {
          empty.add(Start.of(node));
        }
      }
      List<Start> afterKill = startsAfterKill(workplace.setup("filled"), progress);
      return new Outcome(
          new Report("startup")
              .add("load_before", "load of the machine before", loadBefore, "")
              .add("empty_s", "empty store", Median.of(empty, Start::seconds), "s")
              .add("empty_cpu_s", "CPU for it", Median.of(empty, Start::cpuSeconds), "s")
              .add("after_kill_s", "after kill -9", Median.of(afterKill, Start::seconds), "s")
              .add("after_kill_cpu_s", "CPU for it", Median.of(afterKill, Start::cpuSeconds), "s")
              .add("entries", "entries in that store", entries),
          true);
    }
  }

  private List<Start> startsAfterKill(NodeProcess.Setup setup, Progress progress)
      throws InterruptedException {
    NodeProcess node = NodeProcess.start(setup, 0);
    URI uri = node.uri();
    List<Start> starts = new ArrayList<>();
    try (Fleet fleet = fleetOptions.connectPairs(uri, progress)) {
      fill(fleet, progress);
      for (int i = 1; i <= rounds; i++) {
        progress.say("Start %d of %d after kill -9 …".formatted(i, rounds));
        node.kill();
        node = NodeProcess.start(setup, uri.getPort());
        starts.add(Start.of(node));
        fleet.awaitCaughtUp(FleetOptions.PREPARE_TIME_MAX);
      }
    } finally {
      node.close();
    }
    return starts;
  }

  /// Sends until the store holds enough; the load goes on, so that the kills hit it.
  private void fill(Fleet fleet, Progress progress) {
    fleet.keepInFlight(IN_FLIGHT);
    long filled = 0;
    while (filled < entries) {
      filled = fleet.countsAfter(FILL_STEP).acknowledged();
      progress.say("Filling the store: %,d of %,d messages …".formatted(filled, entries));
    }
  }

  /// From the command to serving.
  private record Start(double seconds, double cpuSeconds) {
    static Start of(NodeProcess node) {
      return new Start(node.startTime().toNanos() / 1e9, node.usage().cpuSeconds());
    }
  }
}
