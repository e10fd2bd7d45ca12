package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.Logins;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.NodeProcess;
import dev.godwit.bench.server.Usage;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How many devices a second can come back.
@Command(
    name = "login",
    description = {
      "How many sign-ins by token a second the node takes.",
      "Each is a new connection, the upgrade with a token, Hello, everything up to CaughtUp, and"
          + " the end of the connection."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Login extends Measurement {
  @Mixin final NodeOptions nodeOptions = new NodeOptions();
  @Mixin final FleetOptions fleetOptions = new FleetOptions();

  @Option(
      names = "--at-once",
      paramLabel = "N",
      description = "Connections on their way at a time (default: ${DEFAULT-VALUE}).")
  int atOnce = 64;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long to measure (default: ${DEFAULT-VALUE}).")
  int seconds = 10;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description = "Seconds of the same before (default: ${DEFAULT-VALUE}).")
  int warmUpSeconds = 20;

  @Override
  Outcome measure(Progress progress) throws Exception {
    try (var workplace = nodeOptions.newWorkplace();
        NodeProcess node = NodeProcess.start(workplace.setup("data"), 0);
        Logins logins = new Logins(node.uri(), fleetOptions.identities(node.uri(), progress))) {
      logins.start(atOnce);
      progress.say("Warming up for %d s …".formatted(warmUpSeconds));
      Logins.Count before = logins.countAfter(Duration.ofSeconds(warmUpSeconds));
      Usage usedBefore = node.usage();
      progress.say("Measuring for %d s …".formatted(seconds));
      Logins.Count after = logins.countAfter(Duration.ofSeconds(seconds));
      double cpu = node.usage().cpuSeconds() - usedBefore.cpuSeconds();
      return new Outcome(report(before, after, cpu), true);
    }
  }

  private static Report report(Logins.Count before, Logins.Count after, double cpuSeconds) {
    long done = after.done() - before.done();
    double passedSeconds = (after.atNanos() - before.atNanos()) / 1e9;
    return new Report("login")
        .add("logins_per_s", "sign-ins by token", done / passedSeconds, "per s")
        .add("server_cpu_ms", "node's CPU", cpuSeconds * 1e3 / Math.max(1, done), "ms each")
        .add("failed", "failed", after.failed() - before.failed());
  }
}
