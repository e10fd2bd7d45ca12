package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.Verdict;
import dev.godwit.bench.report.Machine;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What is lost or doubled when a node is killed, and how soon everybody is back.
@Command(
    name = "crash",
    description = {
      "Kills the node with SIGKILL at random moments, starts it again at once, and counts.",
      "First a few people with real devices talk over it, then a fleet puts full load on it.",
      "Nothing that had one tick may be lost, and nothing may be shown twice."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Crash extends Measurement {
  @Mixin final NodeOptions nodeOptions = new NodeOptions();
  @Mixin final FleetOptions fleetOptions = new FleetOptions();

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "How often, in each of the two parts (default: ${DEFAULT-VALUE}).")
  int kills = 20;

  @Option(
      names = "--persons",
      paramLabel = "N",
      description =
          "People with real devices, an even number; 0 leaves the first part out"
              + " (default: ${DEFAULT-VALUE}).")
  int persons = 2;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description =
          "Messages of each device of the fleet without second tick (default: ${DEFAULT-VALUE}).")
  int inFlight = 10;

  @Option(
      names = "--moments",
      paramLabel = "MOMENT",
      split = ",",
      description =
          "What the node does when the fleet's kills come, one of these chosen for each:"
              + " ${COMPLETION-CANDIDATES} (default: all).")
  Set<Moment> moments = EnumSet.allOf(Moment.class);

  Crash() {
    fleetOptions.accounts = 200;
  }

  @Override
  Outcome measure(Progress progress) throws Exception {
    Report report = new Report("crash");
    report.add("load_before", "load of the machine before", Machine.load(), "");
    try (var workplace = nodeOptions.newWorkplace()) {
      boolean clean = persons == 0 || withPersons(workplace, report, progress);
      clean &= fleetOptions.accounts == 0 || withFleet(workplace, report, progress);
      return new Outcome(report, clean);
    }
  }

  private boolean withPersons(NodeOptions.Workplace workplace, Report report, Progress progress)
      throws Exception {
    progress.say("%d people register and meet …".formatted(persons));
    PersonsRun run =
        new PersonsRun(
            workplace.setup("persons"), workplace.folder().resolve("homes"), fleetOptions.seed);
    PersonsRun.Result result =
        run.run(kills, persons, recovery -> progress.say(recovery.describe()));
    report.add("persons", "people with real devices", persons);
    report.add("persons_kills", "kills", result.recoveries().size());
    addTo(report, "persons_", result.verdict());
    new Recoveries(result.recoveries()).addTo(report, "persons_");
    return result.verdict().isClean();
  }

  private boolean withFleet(NodeOptions.Workplace workplace, Report report, Progress progress)
      throws Exception {
    CrashRun run = new CrashRun(workplace.setup("data"), inFlight, moments, fleetOptions.seed);
    CrashRun.Result result =
        run.run(
            kills,
            node -> fleetOptions.connectPairs(node, progress),
            recovery -> progress.say(recovery.describe()));
    report.add("accounts", "devices under full load", fleetOptions.accounts);
    report.add("kills", "kills", result.recoveries().size());
    for (Moment moment : Moment.values()) {
      String name = moment.name().toLowerCase(Locale.ROOT);
      long times = result.killed().getOrDefault(moment, 0L);
      report.add("kills_" + name, "kills while " + name.replace('_', ' '), times);
    }
    addTo(report, "", result.verdict());
    report.add("gaps", "gaps fetched", result.gaps());
    new Recoveries(result.recoveries()).addTo(report, "");
    return result.verdict().isClean();
  }

  private static void addTo(Report report, String prefix, Verdict verdict) {
    report
        .add(prefix + "acked_total", "messages with one tick", verdict.acknowledged())
        .add(prefix + "acked_lost", "of these lost", verdict.lost())
        .add(prefix + "doubled", "shown twice", verdict.doubled())
        .add(prefix + "out_of_order", "out of order", verdict.outOfOrder());
  }
}
