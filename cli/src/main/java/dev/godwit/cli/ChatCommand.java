package dev.godwit.cli;

import dev.godwit.cli.chat.ChatApp;
import dev.godwit.client.Godwit;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// The terminal chat.
@Command(
    name = "chat",
    header = "Opens the chat in this terminal.",
    mixinStandardHelpOptions = true)
final class ChatCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Override
  public Integer call() throws InterruptedException {
    if (main.shared().isJson() || Tty.console().isEmpty()) {
      throw new Usage("The chat needs a terminal; scripts use send, listen and history.");
    }
    try (Godwit godwit = main.shared().open()) {
      ChatApp.run(godwit);
      return Exit.OK;
    } catch (IOException e) {
      throw new Usage("This terminal cannot be used for the chat; try another.");
    }
  }
}
