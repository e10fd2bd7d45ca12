package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.GroupFleet;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.AppendFloor;
import dev.godwit.bench.server.NodeMetrics;
import dev.godwit.bench.server.NodeProcess;
import dev.godwit.bench.server.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.HdrHistogram.Histogram;
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
  private static final double NANOS_PER_MILLI = 1e6;
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

  Group() {
    fleetOptions.accounts = 1_024;
  }

  /// One part of the measurement: what went on while it lasted.
  private record Part(
      double seconds, long messages, long deliveries, long receipts, double cpu, double writes) {}

  @Override
  Outcome measure(Progress progress) throws Exception {
    try (var workplace = nodeOptions.newWorkplace();
        NodeProcess node = NodeProcess.start(workplace.setup("data"), 0);
        GroupFleet fleet = connect(node, progress)) {
      Report report = new Report("group").add("members", "members", fleet.size());
      create(node, workplace.folder().resolve("data"), fleet, report, progress);
      measure(node, fleet, report, progress);
      AppendFloor floor = AppendFloor.measure(workplace.folder());
      long troubles = fleet.troubles().values().stream().mapToLong(Long::longValue).sum();
      long outOfOrder = fleet.outOfOrder();
      report
          .add("out_of_order", "found in different order", outOfOrder)
          .add("troubles", "refusals, gaps, lost connections", troubles)
          .add("floor_append_fsync_ms", "floor: append + sync", 1e3 / floor.onePerSync(), "ms");
      return new Outcome(report, outOfOrder == 0);
    }
  }

  private GroupFleet connect(NodeProcess node, Progress progress) throws InterruptedException {
    var identities = fleetOptions.identities(node.uri(), progress);
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
    long storedBefore = stored(data);
    Usage before = node.usage();
    long start = System.nanoTime();
    fleet.create(TIME_MAX);
    double took = (System.nanoTime() - start) / 1e9;
    double cpu = node.usage().cpuSeconds() - before.cpuSeconds();
    report
        .add("create_s", "made, all members told", took, "s")
        .add("create_server_cpu_s", "node's CPU for that", cpu, "s")
        .add("create_stored_mib", "stored for it", (stored(data) - storedBefore) / MIB, "MiB");
  }

  private void measure(NodeProcess node, GroupFleet fleet, Report report, Progress progress)
      throws IOException, InterruptedException {
    progress.say("Warming up for %d s …".formatted(warmUpSeconds));
    load(node, fleet, 1, warmUpSeconds);
    progress.say("One sender, %d messages a second …".formatted(rate));
    fleet.takeLatencies();
    Part calm = calm(node, fleet);
    Histogram last = fleet.takeLatencies();
    progress.say("One sender, full load …");
    Part one = load(node, fleet, 1, seconds);
    progress.say("%d senders, full load …".formatted(senders));
    Part many = load(node, fleet, senders, seconds);
    report
        .add("rate", "one sender: rate", rate, "per s")
        .add("last_member_ms_p50", "last member has it, p50", millis(last, 50), "ms")
        .add("last_member_ms_p99", "last member has it, p99", millis(last, 99), "ms")
        .add(
            "durable_writes_per_message",
            "durable writes",
            calm.writes() / calm.messages(),
            "per message")
        .add(
            "receipt_frames_per_s",
            "receipt frames to the sender",
            calm.receipts() / calm.seconds(),
            "per s")
        .add("deliveries_per_s", "one sender: deliveries", perSecond(one), "per s")
        .add("server_cpu_us_per_delivery", "node's CPU", micros(one), "µs per delivery")
        .add("senders", "senders at once", senders)
        .add("many_deliveries_per_s", "many senders: deliveries", perSecond(many), "per s")
        .add("many_server_cpu_us_per_delivery", "node's CPU", micros(many), "µs per delivery")
        .add("server_rss_mib", "node's memory", node.usage().residentBytes() / MIB, "MiB");
  }

  private Part calm(NodeProcess node, GroupFleet fleet) throws IOException, InterruptedException {
    return part(node, fleet, () -> fleet.sendAtRate(rate, Duration.ofSeconds(seconds)));
  }

  private Part load(NodeProcess node, GroupFleet fleet, int by, int forSeconds)
      throws IOException, InterruptedException {
    fleet.keepInFlight(inFlight, by);
    Part part = part(node, fleet, () -> fleet.countAfter(Duration.ofSeconds(forSeconds)));
    fleet.keepInFlight(0, by);
    fleet.awaitQuiet(TIME_MAX);
    return part;
  }

  private static Part part(NodeProcess node, GroupFleet fleet, Runnable what)
      throws IOException, InterruptedException {
    NodeMetrics metrics = NodeMetrics.of(node.uri());
    Usage usage = node.usage();
    GroupFleet.Count start = fleet.countAfter(Duration.ZERO);
    what.run();
    GroupFleet.Count end = fleet.countAfter(Duration.ZERO);
    double cpu = node.usage().cpuSeconds() - usage.cpuSeconds();
    return new Part(
        (end.nanos() - start.nanos()) / 1e9,
        end.messages() - start.messages(),
        end.deliveries() - start.deliveries(),
        end.receipts() - start.receipts(),
        cpu,
        NodeMetrics.of(node.uri()).writes() - metrics.writes());
  }

  private static double perSecond(Part part) {
    return part.deliveries() / part.seconds();
  }

  private static double micros(Part part) {
    return part.cpu() * 1e6 / part.deliveries();
  }

  private static double millis(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }

  private static long stored(Path data) throws IOException {
    try (var files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
