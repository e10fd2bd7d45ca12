package dev.godwit.cli;

import dev.godwit.client.Conversation;
import dev.godwit.client.Godwit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// Lists the conversations.
@Command(
    name = "conversations",
    header = "Lists your conversations, the newest first.",
    mixinStandardHelpOptions = true)
final class ConversationsCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Override
  public Integer call() throws InterruptedException {
    Output output = main.shared().output();
    try (Godwit godwit = main.shared().open()) {
      Fresh.get(godwit, output);
      Recipients.awaitNames(godwit);
      List<Conversation> all = godwit.conversations();
      if (all.isEmpty()) {
        output.nothing("No conversations yet; begin one with: godwit send @somebody \"hello\"");
      }
      all.forEach(output::conversation);
      return Exit.OK;
    }
  }
}
