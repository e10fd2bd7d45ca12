package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.fleet.GrowthFleet;
import dev.godwit.bench.fleet.Registrar;
import dev.godwit.bench.fleet.Verdict;
import dev.godwit.bench.report.Machine;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.NodeProcess;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a message costs when there are a hundred times as many conversations.
@Command(
    name = "growth",
    description = {
      "The node's CPU per message with few and with many conversations, and their ratio.",
      "All conversations exist at the node, and every message goes to one that is chosen by chance"
          + " from all of them: the hardest case, since people talk to the same few."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Growth extends Measurement {
  private static final Duration GROW_TIME_MAX = Duration.ofHours(1);

  /// Conversations that are made before tokens are looked at.
  private static final int MADE_WITH_A_TOKEN = 50_000;

  /// Tokens are good for 15 minutes, and rounds of load may need three.
  private static final long RENEW_NANOS = TimeUnit.MINUTES.toNanos(6);

  private static final Duration DRAIN_TIME_MAX = Duration.ofMinutes(1);
  private static final double MIB = 1024 * 1024;

  /// Making conversations leaves the store with tables to merge. What that costs is not a
  /// message's: a round begins when the node uses less than so many cores.
  private static final double CALM_CORES = 0.25;

  private static final Duration CALM_LOOK = Duration.ofSeconds(3);
  private static final int CALM_LOOKS_MAX = 200;

  @Mixin final FleetOptions fleetOptions = new FleetOptions();
  @Mixin final NodeOptions nodeOptions = new NodeOptions();
  @Mixin final LoadOptions loadOptions = new LoadOptions();

  @Option(
      names = "--from",
      paramLabel = "N",
      description = "Conversations at first (default: ${DEFAULT-VALUE}).")
  int from = 10_000;

  @Option(
      names = "--to",
      paramLabel = "N",
      description = "Conversations at last (default: ${DEFAULT-VALUE}).")
  int to = 1_000_000;

  private long renewedNanos = System.nanoTime();

  Growth() {
    fleetOptions.accounts = 10_000;
    loadOptions.inFlight = 1;
    loadOptions.warmUpSeconds = 20;
  }

  @Override
  Outcome measure(Progress progress) throws Exception {
    if (to > GrowthFleet.conversationsMax(fleetOptions.accounts)) {
      throw new BenchFailure("--to is more than there are pairs: give more --accounts");
    }
    Report report =
        new Report("growth").add("load_before", "load of the machine before", Machine.load(), "");
    try (var workplace = nodeOptions.newWorkplace();
        NodeProcess node = NodeProcess.start(workplace.setup("data"), 0);
        GrowthFleet fleet = fleet(node, progress)) {
      fleet.connect(FleetOptions.PREPARE_TIME_MAX);
      double few = measureAt(from, "from_", node, fleet, report, progress);
      double many = measureAt(to, "to_", node, fleet, report, progress);
      Verdict verdict = fleet.verdict();
      report
          .add("ratio", "CPU per message, many to few", many / few, "")
          .add("acked_lost", "lost", verdict.lost())
          .add("doubled", "shown twice", verdict.doubled())
          .add("out_of_order", "out of order, and other trouble", verdict.outOfOrder());
      return new Outcome(report, verdict.isClean());
    }
  }

  private static void awaitCalm(NodeProcess node, GrowthFleet fleet) {
    for (int look = 0; look < CALM_LOOKS_MAX; look++) {
      double before = node.usage().cpuSeconds();
      fleet.countsAfter(CALM_LOOK);
      if (node.usage().cpuSeconds() - before < CALM_CORES * CALM_LOOK.toSeconds()) {
        return;
      }
    }
    throw new BenchFailure("The node is not done with the conversations after ten minutes");
  }

  private GrowthFleet fleet(NodeProcess node, Progress progress) throws InterruptedException {
    return new GrowthFleet(
        node.uri(),
        fleetOptions.identities(node.uri(), progress),
        fleetOptions.payloadBytes,
        fleetOptions.seed);
  }

  private void grow(int conversations, NodeProcess node, GrowthFleet fleet, Progress progress)
      throws InterruptedException {
    for (long made = 0; made < conversations; ) {
      made = Math.min(conversations, made + MADE_WITH_A_TOKEN);
      progress.say("Making conversations until there are %,d …".formatted(made));
      fleet.grow(made, GROW_TIME_MAX);
      if (System.nanoTime() - renewedNanos > RENEW_NANOS) {
        renewTokens(node, fleet);
      }
    }
  }

  private void renewTokens(NodeProcess node, GrowthFleet fleet) throws InterruptedException {
    try (Registrar registrar = new Registrar(node.uri())) {
      fleet.reconnect(registrar.renew(fleet.identities()), FleetOptions.PREPARE_TIME_MAX);
    }
    renewedNanos = System.nanoTime();
  }

  /// Answers the node's CPU seconds for 100,000 messages.
  private double measureAt(
      int conversations,
      String prefix,
      NodeProcess node,
      GrowthFleet fleet,
      Report report,
      Progress progress)
      throws InterruptedException {
    grow(conversations, node, fleet, progress);
    progress.say("Waiting until the node has nothing left to do …");
    awaitCalm(node, fleet);
    renewTokens(node, fleet);
    Rounds measured =
        Rounds.measure(node::usage, fleet, loadOptions.inFlight, loadOptions.rounds(), progress);
    fleet.keepInFlight(0);
    fleet.awaitQuiet(DRAIN_TIME_MAX);
    report
        .add(prefix + "conversations", "conversations", conversations)
        .add(
            prefix + "messages_per_s",
            "messages with both ticks",
            measured.messagesPerSecond(),
            "per s")
        .add(
            prefix + "server_cpu_s_per_100k",
            "node's CPU",
            measured.cpuSecondsPer100k(),
            "s per 100,000")
        .add(prefix + "server_rss_mib", "node's memory", node.usage().residentBytes() / MIB, "MiB");
    return measured.cpuSecondsPer100k();
  }
}
