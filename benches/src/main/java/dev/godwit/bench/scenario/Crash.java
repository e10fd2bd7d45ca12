package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.Verdict;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What is lost or doubled when a node is killed under load.
@Command(
    name = "crash",
    description = {
      "Kills the node with SIGKILL under load at random moments, starts it again, and counts.",
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
      description = "How often (default: ${DEFAULT-VALUE}).")
  int kills = 20;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Messages of each device without second tick (default: ${DEFAULT-VALUE}).")
  int inFlight = 10;

  Crash() {
    fleetOptions.accounts = 200;
  }

  @Override
  Outcome measure(Progress progress) throws Exception {
    try (var workplace = nodeOptions.newWorkplace()) {
      CrashRun run = new CrashRun(workplace.setup("data"), inFlight, fleetOptions.seed);
      CrashRun.Result result =
          run.run(
              kills,
              node -> fleetOptions.connectPairs(node, progress),
              recovery ->
                  progress.say(
                      "Killed; serving again after %d ms, all caught up after %d ms"
                          .formatted(
                              recovery.serving().toMillis(), recovery.caughtUp().toMillis())));
      return new Outcome(report(result), result.verdict().isClean());
    }
  }

  private Report report(CrashRun.Result result) {
    Verdict verdict = result.verdict();
    List<CrashRun.Recovery> recoveries = result.recoveries();
    return new Report("crash")
        .add("kills", "kills", recoveries.size())
        .add("accounts", "accounts", fleetOptions.accounts)
        .add("acked_total", "messages with one tick", verdict.acknowledged())
        .add("acked_lost", "of these lost", verdict.lost())
        .add("doubled", "shown twice", verdict.doubled())
        .add("out_of_order", "out of order", verdict.outOfOrder())
        .add("gaps", "gaps fetched", result.gaps())
        .add(
            "serving_again_s_p50",
            "serving again, median",
            median(recoveries, CrashRun.Recovery::serving),
            "s")
        .add(
            "serving_again_s_max",
            "serving again, longest",
            longest(recoveries, CrashRun.Recovery::serving),
            "s")
        .add(
            "caught_up_s_p50",
            "all devices caught up, median",
            median(recoveries, CrashRun.Recovery::caughtUp),
            "s")
        .add(
            "caught_up_s_max",
            "all devices caught up, longest",
            longest(recoveries, CrashRun.Recovery::caughtUp),
            "s");
  }

  private static double median(
      List<CrashRun.Recovery> recoveries, Function<CrashRun.Recovery, Duration> time) {
    return Median.of(recoveries, recovery -> seconds(time.apply(recovery)));
  }

  private static double longest(
      List<CrashRun.Recovery> recoveries, Function<CrashRun.Recovery, Duration> time) {
    return recoveries.stream()
        .mapToDouble(recovery -> seconds(time.apply(recovery)))
        .max()
        .orElse(0);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
