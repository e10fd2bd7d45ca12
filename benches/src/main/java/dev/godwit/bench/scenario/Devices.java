package dev.godwit.bench.scenario;

import dev.godwit.bench.persons.Household;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.NodeProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How soon a newly linked device can chat, and has everything; how soon a revoked one has nothing.
@Command(
    name = "devices",
    description = {
      "Links a second device to an account with many conversations, and measures from the approval",
      "until it has sent a message, and until it has the whole history and is in every",
      "conversation. Then it is revoked: until its session, token and key packages are void, and",
      "until it is out of every group."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Devices extends Measurement {
  @Mixin final NodeOptions nodeOptions = new NodeOptions();

  @Option(
      names = "--conversations",
      paramLabel = "N",
      description = "Direct conversations of the account (default: ${DEFAULT-VALUE}).")
  int conversations = 200;

  @Option(
      names = "--messages",
      paramLabel = "N",
      description = "Messages in each of them (default: ${DEFAULT-VALUE}).")
  int messages = 100;

  @Override
  Outcome measure(Progress progress) throws Exception {
    try (var workplace = nodeOptions.newWorkplace();
        NodeProcess node = NodeProcess.start(workplace.setup("data"), 0)) {
      progress.say("Making %d conversations of %d messages …".formatted(conversations, messages));
      try (Household household =
          Household.make(
              node.uri(), workplace.folder().resolve("homes"), conversations, messages)) {
        progress.say("Linking a second device and revoking it …");
        Household.Result result = household.linkAndRevoke();
        return new Outcome(report(result), result.missing() == 0);
      }
    }
  }

  private Report report(Household.Result result) {
    return new Report("devices")
        .add("conversations", "conversations", conversations, "")
        .add("messages", "messages in all", (double) conversations * messages, "")
        .add("linked_seconds", "until it is linked", result.toLinked(), "s")
        .add("chat_seconds", "until it can chat", result.toChat(), "s")
        .add("complete_seconds", "until it is complete", result.toComplete(), "s")
        .add("missing", "messages missing there", (double) result.missing(), "")
        .add("revoked_sessions_ms", "revoked, until it is ended", 1_000 * result.toEnded(), "ms")
        .add("out_of_all_groups_s", "and out of all groups", result.toOut(), "s");
  }
}
