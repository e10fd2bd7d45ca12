package dev.godwit.cli;

import dev.godwit.client.Conversation;
import dev.godwit.client.Event;
import dev.godwit.client.Godwit;
import dev.godwit.client.GroupInfo;
import dev.godwit.client.Message;
import dev.godwit.client.Recipient;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Shows the messages of one conversation.
@Command(
    name = "history",
    header = "Shows the newest messages of a conversation, the newest last.",
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
  private static final int LIMIT_MAX = 1_000_000;
  private static final int PAGE = 500;
  private static final long NAMES_MILLIS = 500;

  @ParentCommand private Main main = new Main();

  @Parameters(paramLabel = "WITH", description = "@handle, or the id of a conversation.")
  private String with = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many messages. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Option(
      names = "--receipts",
      description = "Under your own messages in a group, where each member stands.")
  private boolean receipts;

  @Option(
      names = "--before",
      paramLabel = "SEQUENCE",
      defaultValue = "0",
      description = "Only messages before this sequence.")
  private long before;

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1 || limit > LIMIT_MAX || before < 0) {
      throw new Usage("--limit is 1 to 1000000, and --before is not negative.");
    }
    Output output = main.shared().output();
    try (Godwit godwit = main.shared().open()) {
      Fresh.get(godwit, output);
      Recipient recipient = Recipients.find(godwit, with);
      List<Message> messages = named(godwit, recipient);
      if (messages.isEmpty()) {
        output.nothing("Nothing was said here yet.");
      }
      List<GroupInfo.Member> members = receipts ? members(godwit, recipient) : List.of();
      for (Message message : messages.reversed()) {
        output.message(message);
        if (hasReceipts(message)) {
          tellReceipts(message, members, godwit);
        }
      }
      return Exit.OK;
    }
  }

  /// What has happened to a group is nobody's message.
  private static boolean hasReceipts(Message message) {
    return message.mine() && message.sequence() > 0 && message.kind() != Message.Kind.LINE;
  }

  private static List<GroupInfo.Member> members(Godwit godwit, Recipient with)
      throws InterruptedException {
    Conversation conversation = godwit.conversation(with);
    return conversation.group()
        ? GroupCommand.named(godwit, conversation.id()).members()
        : List.of();
  }

  private void tellReceipts(Message message, List<GroupInfo.Member> members, Godwit godwit) {
    GroupOutput output = new GroupOutput(main.shared().out(), main.shared().isJson());
    members.stream()
        .filter(member -> !member.account().equals(godwit.me().account()))
        .forEach(member -> output.receipt(message, member));
  }

  /// Who wrote first to this device is looked up when that is shown, and waited for a moment.
  private List<Message> named(Godwit godwit, Recipient recipient) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    Consumer<Event> watch =
        event -> {
          if (event instanceof Event.Named) {
            told.countDown();
          }
        };
    try (Godwit.Listening _ = godwit.listen(watch)) {
      List<Message> messages = newest(godwit, recipient);
      boolean isNamed = messages.stream().noneMatch(each -> each.from().isEmpty());
      return isNamed || !told.await(NAMES_MILLIS, TimeUnit.MILLISECONDS)
          ? messages
          : newest(godwit, recipient);
    }
  }

  private List<Message> newest(Godwit godwit, Recipient recipient) {
    List<Message> all = new java.util.ArrayList<>();
    long through = before;
    while (all.size() < limit) {
      List<Message> page = godwit.history(recipient, through, Math.min(PAGE, limit - all.size()));
      all.addAll(page);
      if (page.isEmpty() || page.getLast().sequence() <= 1) {
        break;
      }
      through = page.getLast().sequence();
    }
    return all;
  }
}
