package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.Counts;
import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.fleet.Verdict;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.AppendFloor;
import dev.godwit.bench.server.NodeProcess;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How many durable, receipted messages of direct conversations a second, and what they cost.
@Command(
    name = "throughput",
    description = {
      "How many 1:1 messages a second get both ticks, and the node's CPU for them.",
      "Each device sends to its partner and keeps N messages between being sent and being"
          + " delivered; each message is durable, is acknowledged by the receiver's device, and its"
          + " receipt comes back."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Throughput extends Measurement {
  private static final Duration DRAIN_TIME_MAX = Duration.ofSeconds(30);
  private static final int RELAY_WARM_UP_SECONDS = 8;
  private static final double MIB = 1024 * 1024;

  @Mixin final FleetOptions fleetOptions = new FleetOptions();
  @Mixin final NodeOptions nodeOptions = new NodeOptions();
  @Mixin final LoadOptions loadOptions = new LoadOptions();

  @Option(
      names = "--no-floor",
      description = "Leave out the same work on a relay without store, order and rights.")
  boolean withoutFloor;

  @Override
  Outcome measure(Progress progress) throws Exception {
    try (var workplace = nodeOptions.newWorkplace()) {
      Report report = new Report("throughput");
      boolean clean = measureNode(workplace, report, progress);
      if (!withoutFloor) {
        measureRelay(workplace, report, progress);
      }
      AppendFloor floor = AppendFloor.measure(workplace.folder());
      report
          .add("floor_append_fsync_per_s", "floor: append + sync", floor.onePerSync(), "per s")
          .add(
              "floor_append_fsync_256_per_s",
              "floor: 256 appends + sync",
              floor.manyPerSync(),
              "entries per s");
      return new Outcome(report, clean);
    }
  }

  private boolean measureNode(NodeOptions.Workplace workplace, Report report, Progress progress)
      throws IOException, InterruptedException {
    try (NodeProcess node = NodeProcess.start(workplace.setup("data"), 0);
        Fleet fleet = fleetOptions.connectPairs(node.uri(), progress)) {
      Rounds measured =
          Rounds.measure(node::usage, fleet, loadOptions.inFlight, loadOptions.rounds(), progress);
      long residentBytes = node.usage().residentBytes();
      fleet.keepInFlight(0);
      fleet.awaitQuiet(DRAIN_TIME_MAX);
      Verdict verdict = fleet.verdict();
      tell(report, measured, residentBytes);
      tell(report, verdict, fleet.counts());
      return verdict.isClean();
    }
  }

  private void measureRelay(NodeOptions.Workplace workplace, Report report, Progress progress) {
    progress.say("The same on a relay …");
    try (NodeProcess relay = NodeProcess.relay(workplace.folder());
        Fleet fleet = fleetOptions.connectStrangers(relay.uri(), progress)) {
      Rounds.Load load = new Rounds.Load(RELAY_WARM_UP_SECONDS, 1, loadOptions.seconds);
      Rounds measured = Rounds.measure(relay::usage, fleet, loadOptions.inFlight, load, progress);
      report
          .add("floor_relay_per_s", "floor: relay", measured.messagesPerSecond(), "per s")
          .add(
              "floor_relay_cpu_s_per_100k",
              "floor: relay's CPU",
              measured.cpuSecondsPer100k(),
              "s per 100,000");
    }
  }

  private void tell(Report report, Rounds measured, long residentBytes) {
    report
        .add("accounts", "accounts", fleetOptions.accounts)
        .add("in_flight", "in flight per device", loadOptions.inFlight)
        .add("payload_bytes", "ciphertext", fleetOptions.payloadBytes, "bytes")
        .add("messages_per_s", "messages with both ticks", measured.messagesPerSecond(), "per s")
        .add("server_cpu_s_per_100k", "node's CPU", measured.cpuSecondsPer100k(), "s per 100,000")
        .add("server_cores", "node's cores", measured.cores(), "")
        .add("server_rss_mib", "node's memory", residentBytes / MIB, "MiB")
        .add(
            "disk_bytes_per_message",
            "written to disk",
            measured.writtenPerMessage(),
            "bytes per message");
  }

  private static void tell(Report report, Verdict verdict, Counts counts) {
    long refused = counts.refusals().values().stream().mapToLong(Long::longValue).sum();
    report
        .add("acked_total", "messages with one tick", verdict.acknowledged())
        .add("acked_lost", "of these lost", verdict.lost())
        .add("doubled", "shown twice", verdict.doubled())
        .add("out_of_order", "out of order", verdict.outOfOrder())
        .add("gaps", "gaps fetched", counts.gaps())
        .add("refused", "refused and sent again", refused);
  }
}
