package dev.godwit.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Pins a conversation.
@Command(
    name = "pin",
    header = "Shows a conversation before the others, on all your devices.",
    mixinStandardHelpOptions = true)
final class PinCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Parameters(paramLabel = "WHOM", description = "@handle, a group's name, or a conversation's id.")
  private String whom = "";

  @Option(names = "--off", description = "In its place again.")
  private boolean off;

  @Override
  public Integer call() throws InterruptedException {
    return Arranging.set(main, whom, (godwit, id) -> godwit.pin(id, !off));
  }
}
