package dev.godwit.bench.scenario;

import dev.godwit.bench.fault.Aftermath;
import dev.godwit.bench.fault.ClockJumps;
import dev.godwit.bench.fault.Damage;
import dev.godwit.bench.fault.DeafReaders;
import dev.godwit.bench.fault.Fault;
import dev.godwit.bench.fault.Frozen;
import dev.godwit.bench.fault.FullDisk;
import dev.godwit.bench.fault.HalfOpen;
import dev.godwit.bench.fault.Stage;
import dev.godwit.bench.fault.Stampede;
import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.fleet.Verdict;
import dev.godwit.bench.report.Machine;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What is lost or doubled when something goes wrong that is not a kill.
@Command(
    name = "faults",
    description = {
      "Lets one thing after the other go wrong under a node with load, and counts.",
      "Nothing that had one tick may be lost, nothing may be shown twice, and everybody comes back."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Faults extends Measurement {
  private static final Duration LOAD_TIME = Duration.ofSeconds(2);

  @Mixin final NodeOptions nodeOptions = new NodeOptions();
  @Mixin final FleetOptions fleetOptions = new FleetOptions();

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description =
          "Some of frozen, deaf, stampede, clock, disk, half-open, damage (default: all).")
  Set<String> only = Set.of();

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Messages of each device without second tick (default: ${DEFAULT-VALUE}).")
  int inFlight = 10;

  @Option(
      names = "--frozen-seconds",
      paramLabel = "S",
      description = "How long the node hangs (default: ${DEFAULT-VALUE}).")
  int frozenSeconds = 30;

  @Option(
      names = "--deaf-seconds",
      paramLabel = "S",
      description = "How long readers read nothing (default: ${DEFAULT-VALUE}).")
  int deafSeconds = 20;

  @Option(
      names = "--clients",
      paramLabel = "N",
      description = "Clients that reconnect at once, an even number (default: ${DEFAULT-VALUE}).")
  int clients = 15_000;

  @Option(
      names = "--clock-seconds",
      paramLabel = "S",
      description = "How far the clock jumps (default: ${DEFAULT-VALUE}).")
  int clockSeconds = 300;

  @Option(
      names = "--dropped-seconds",
      paramLabel = "S",
      description = "How long packets are dropped (default: ${DEFAULT-VALUE}).")
  int droppedSeconds = 30;

  Faults() {
    fleetOptions.accounts = 200;
  }

  @Override
  Outcome measure(Progress progress) throws Exception {
    Report report = new Report("faults");
    report.add("load_before", "load of the machine before", Machine.load(), "");
    boolean clean = true;
    try (var workplace = nodeOptions.newWorkplace()) {
      Stage stage = stage(workplace, progress);
      for (Fault fault : chosen(progress)) {
        progress.say("%s: %s …".formatted(fault.name(), fault.what()));
        Optional<String> hindrance = fault.hindrance();
        if (hindrance.isPresent()) {
          report.addRemark(fault.name(), fault.what(), hindrance.get());
        } else {
          clean &= happen(fault, stage, report);
        }
      }
    }
    return new Outcome(report, clean);
  }

  private Stage stage(NodeOptions.Workplace workplace, Progress progress) {
    return new Stage(
        workplace.folder(),
        workplace.root().resolve("benches/target/peers"),
        workplace::setup,
        node -> fleetOptions.connectPairs(node, progress),
        new Stage.Load(inFlight, LOAD_TIME));
  }

  private List<Fault> chosen(Progress progress) {
    List<Fault> all =
        List.of(
            new Frozen(frozenSeconds),
            new DeafReaders(deafSeconds),
            new Stampede(node -> crowd(node, progress), clients),
            new ClockJumps(clockSeconds),
            new FullDisk(),
            new HalfOpen(droppedSeconds),
            new Damage());
    List<String> names = all.stream().map(Fault::name).toList();
    if (!names.containsAll(only)) {
      throw new BenchFailure("--only knows " + String.join(", ", names));
    }
    return all.stream().filter(fault -> only.isEmpty() || only.contains(fault.name())).toList();
  }

  private Fleet crowd(URI node, Progress progress) throws InterruptedException {
    FleetOptions crowd = new FleetOptions();
    crowd.accounts = clients;
    crowd.payloadBytes = fleetOptions.payloadBytes;
    crowd.seed = fleetOptions.seed;
    return crowd.connectPairs(node, progress);
  }

  /// Answers whether every promise was kept.
  private static boolean happen(Fault fault, Stage stage, Report report) throws Exception {
    String key = fault.name().replace('-', '_') + "_";
    try {
      Aftermath aftermath = fault.happen(stage);
      Verdict verdict = aftermath.verdict();
      report
          .add(key + "acked_total", fault.what(), verdict.acknowledged())
          .add(key + "acked_lost", "  lost", verdict.lost())
          .add(key + "doubled", "  shown twice", verdict.doubled())
          .add(key + "out_of_order", "  out of order", verdict.outOfOrder())
          .add(key + "back_s", "  everybody back after", aftermath.back().toMillis() / 1e3, "s");
      return verdict.isClean();
    } catch (BenchFailure e) {
      report.addRemark(fault.name(), fault.what(), String.valueOf(e.getMessage()));
      return false;
    }
  }
}
