package dev.godwit.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Archives a conversation.
@Command(
    name = "archive",
    header = "Puts a conversation away, on all your devices.",
    mixinStandardHelpOptions = true)
final class ArchiveCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Parameters(paramLabel = "WHOM", description = "@handle, a group's name, or a conversation's id.")
  private String whom = "";

  @Option(names = "--off", description = "Back among the others.")
  private boolean off;

  @Override
  public Integer call() throws InterruptedException {
    return Arranging.set(main, whom, (godwit, id) -> godwit.archive(id, !off));
  }
}
