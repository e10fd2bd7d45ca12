package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.GroupFleet;
import dev.godwit.bench.fleet.Identity;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.AppendFloor;
import dev.godwit.bench.server.NodeMetrics;
import dev.godwit.bench.server.NodeProcess;
import dev.godwit.bench.server.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a large group costs the node: its creation, one sender, many senders.
@Command(
    name = "group",
    description = {
      "What a group of up to 1,024 costs the node, all members online.",
      "One member makes the group; then one sends at a fixed rate, one as fast as it can, and many"
          + " at once. Each message is durable and reaches every member, in the same order."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Group extends Measurement {
  private static final Duration TIME_MAX = Duration.ofMinutes(2);
  private static final double MIB = 1024 * 1024;

  @Mixin final FleetOptions fleetOptions = new FleetOptions();
  @Mixin final NodeOptions nodeOptions = new NodeOptions();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Messages a second of the one sender (default: ${DEFAULT-VALUE}).")
  int rate = 20;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Messages on their way to somebody, at full load (default: ${DEFAULT-VALUE}).")
  int inFlight = 100;

  @Option(
      names = "--senders",
      paramLabel = "N",
      description = "Members that send at once (default: ${DEFAULT-VALUE}).")
  int senders = 100;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Length of each part (default: ${DEFAULT-VALUE}).")
  int seconds = 10;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description = "Seconds of full load before (default: ${DEFAULT-VALUE}).")
  int warmUpSeconds = 20;

  @Option(
      names = "--no-floor",
      description = "Leave out the same fan-out on a relay without store, order and rights.")
  boolean withoutFloor;

  @ArgGroup final Instead instead = new Instead();

  /// What else is to be measured; one of them at most.
  static final class Instead {
    @Option(
        names = "--people",
        description = {
          "Instead: real devices, and an owner who uses the SDK.",
          "Makes the group, then removes and adds members."
        })
    boolean people;

    @Option(
        names = "--memory",
        description = {
          "Instead: what a group takes of the node's memory",
          "when nobody writes, and when the node has",
          "forgotten it, a minute later. All stay online."
        })
    boolean memory;
  }

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "With --people: members removed and added again (default: ${DEFAULT-VALUE}).")
  int rounds = 5;

  @Option(
      names = "--check-all",
      description =
          "With --people: every device checks every signature by itself; otherwise each is computed"
              + " once for all devices of the process.")
  boolean checkAll;

  @Option(
      names = "--groups",
      paramLabel = "N",
      description = "With --memory: groups of all members (default: ${DEFAULT-VALUE}).")
  int groups = 50;

  Group() {
    fleetOptions.accounts = 1_024;
  }

  @Override
  Outcome measure(Progress progress) throws Exception {
    if (instead.people) {
      return measurePeople(progress);
    }
    return instead.memory ? measureMemory(progress) : measureFleet(progress);
  }

  private Outcome measurePeople(Progress progress) throws Exception {
    try (var workplace = nodeOptions.newWorkplace();
        NodeProcess node = NodeProcess.start(workplace.setup("data"), 0);
        PeopleRun run =
            PeopleRun.prepare(
                node,
                workplace.folder().resolve("home"),
                fleetOptions.accounts - 1,
                checkAll,
                progress::say)) {
      return PeopleReport.measure(run, workplace.folder().resolve("data"), rounds, progress);
    }
  }

  private Outcome measureMemory(Progress progress) throws Exception {
    try (var workplace = nodeOptions.newWorkplace();
        NodeProcess node = NodeProcess.start(GroupMemory.exactly(workplace.setup("data")), 0);
        GroupFleet fleet = connect(node, fleetOptions.identities(node.uri(), progress), progress)) {
      GroupMemory measured = GroupMemory.measure(node, fleet, groups, progress::say);
      Report report = measured.report();
      addMishaps(report, fleet.outOfOrder(), troubles(fleet));
      return new Outcome(report, fleet.outOfOrder() == 0);
    }
  }

  private Outcome measureFleet(Progress progress) throws Exception {
    try (var workplace = nodeOptions.newWorkplace()) {
      Report report = new Report("group");
      GroupLoad load = new GroupLoad(rate, inFlight, senders, seconds, warmUpSeconds);
      NodeSide node = measureNode(workplace, load, report, progress);
      Optional<GroupLoad.Measured> relay =
          withoutFloor ? Optional.empty() : Optional.of(measureRelay(workplace, load, progress));
      new GroupReport(report, node.measured(), relay).tell(load);
      AppendFloor floor = AppendFloor.measure(workplace.folder());
      report.add("server_rss_mib", "node's memory", node.residentBytes() / MIB, "MiB");
      addMishaps(report, node.outOfOrder(), node.troubles());
      report.add("floor_append_fsync_ms", "floor: append + sync", 1e3 / floor.onePerSync(), "ms");
      return new Outcome(report, node.outOfOrder() == 0);
    }
  }

  private record NodeSide(
      GroupLoad.Measured measured, long residentBytes, long outOfOrder, long troubles) {}

  private NodeSide measureNode(
      NodeOptions.Workplace workplace, GroupLoad load, Report report, Progress progress)
      throws Exception {
    try (NodeProcess node = NodeProcess.start(workplace.setup("data"), 0);
        GroupFleet fleet = connect(node, fleetOptions.identities(node.uri(), progress), progress)) {
      report.add("members", "members", fleet.size());
      create(node, workplace.folder().resolve("data"), fleet, report, progress);
      GroupLoad.Measured measured =
          load.put(node, () -> NodeMetrics.of(node.uri()).writes(), fleet, progress);
      return new NodeSide(
          measured, node.usage().residentBytes(), fleet.outOfOrder(), troubles(fleet));
    }
  }

  private static long troubles(GroupFleet fleet) {
    return fleet.troubles().values().stream().mapToLong(Long::longValue).sum();
  }

  private static void addMishaps(Report report, long outOfOrder, long troubles) {
    report
        .add("out_of_order", "found in different order", outOfOrder)
        .add("troubles", "refusals, gaps, lost connections", troubles);
  }

  private GroupLoad.Measured measureRelay(
      NodeOptions.Workplace workplace, GroupLoad load, Progress progress)
      throws IOException, InterruptedException {
    var strangers = Identity.strangers(fleetOptions.accounts, fleetOptions.seed);
    try (NodeProcess relay = NodeProcess.relay(workplace.folder());
        GroupFleet fleet = connect(relay, strangers, progress)) {
      fleet.create(TIME_MAX);
      return load.put(relay, () -> 0, fleet, progress);
    }
  }

  private GroupFleet connect(NodeProcess node, List<Identity> identities, Progress progress) {
    GroupFleet fleet =
        new GroupFleet(node.uri(), identities, fleetOptions.payloadBytes, fleetOptions.seed);
    progress.say("Connecting %d members …".formatted(fleet.size()));
    fleet.connect(TIME_MAX);
    return fleet;
  }

  private static void create(
      NodeProcess node, Path data, GroupFleet fleet, Report report, Progress progress)
      throws IOException {
    progress.say("Making the group …");
    long storedBefore = Stored.bytes(data);
    Usage before = node.usage();
    long start = System.nanoTime();
    fleet.create(TIME_MAX);
    double took = (System.nanoTime() - start) / 1e9;
    double cpu = node.usage().cpuSeconds() - before.cpuSeconds();
    report
        .add("create_s", "made, all members told", took, "s")
        .add("create_server_cpu_s", "node's CPU for that", cpu, "s")
        .add(
            "create_stored_mib", "stored for it", (Stored.bytes(data) - storedBefore) / MIB, "MiB");
  }
}
