package dev.godwit.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Mutes a conversation.
@Command(
    name = "mute",
    header = "No notices of a conversation for some hours, on all your devices.",
    mixinStandardHelpOptions = true)
final class MuteCommand implements Callable<Integer> {
  private static final long HOURS_MAX = 1_000_000;

  @ParentCommand private Main main = new Main();

  @Parameters(paramLabel = "WHOM", description = "@handle, a group's name, or a conversation's id.")
  private String whom = "";

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "8760",
      description = "For how long; 0 for notices again. Default: ${DEFAULT-VALUE}")
  private long hours;

  @Override
  public Integer call() throws InterruptedException {
    if (hours < 0 || hours > HOURS_MAX) {
      throw new Usage("--hours is a number from 0 to " + HOURS_MAX + ".");
    }
    long until = hours == 0 ? 0 : System.currentTimeMillis() + Duration.ofHours(hours).toMillis();
    return Arranging.set(main, whom, (godwit, id) -> godwit.mute(id, until));
  }
}
