package dev.godwit.cli;

import dev.godwit.client.Godwit;
import dev.godwit.client.Recipient;
import dev.godwit.client.Sending;
import dev.godwit.client.Tick;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Sends one message.
@Command(
    name = "send",
    header = "Sends a message.",
    description = {
      "While the node cannot be reached, the message stays in the outbox of this home, and the",
      "next command that connects sends it."
    },
    mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
  private static final int TEXT_BYTES_MAX = 65_536;

  /// How long a send without --wait waits for its first tick.
  private static final Duration GLANCE = Duration.ofSeconds(10);

  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", paramLabel = "TO", description = "@handle, or a conversation's id.")
  private String to = "";

  @Parameters(
      index = "1",
      paramLabel = "TEXT",
      arity = "0..1",
      description = "What to say; without it, or as -, it is read from the standard input.")
  private @Nullable String text;

  /// What to wait for.
  enum Goal {
    SENT,
    DELIVERED,
    READ
  }

  @Option(
      names = "--wait",
      paramLabel = "TICK",
      description = "Waits until it is sent, delivered or read.")
  private @Nullable Goal goal;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "60",
      description = "How many seconds to wait at most. Default: ${DEFAULT-VALUE}")
  private int timeoutSeconds;

  @Override
  public Integer call() throws InterruptedException {
    if (timeoutSeconds < 0) {
      throw new Usage("--timeout is a number of seconds from 0.");
    }
    String message = message();
    try (Godwit godwit = main.shared().open()) {
      Recipient recipient = Recipients.find(godwit, to);
      Sent sent = new Sent(godwit, main.shared().output());
      try (Godwit.Listening _ = godwit.listen(sent::onEvent)) {
        godwit.connect();
        Sending sending = godwit.send(recipient, message);
        Goal wanted = goal;
        return wanted == null
            ? sent.glance(sending, GLANCE)
            : sent.await(sending, tick(wanted), Duration.ofSeconds(timeoutSeconds));
      }
    }
  }

  private static Tick tick(Goal goal) {
    return switch (goal) {
      case SENT -> Tick.SENT;
      case DELIVERED -> Tick.DELIVERED;
      case READ -> Tick.READ;
    };
  }

  private String message() {
    String given = text;
    if (given != null && !given.equals("-")) {
      return given;
    }
    try {
      byte[] bytes = System.in.readNBytes(TEXT_BYTES_MAX + 1);
      if (bytes.length > TEXT_BYTES_MAX) {
        throw new Usage("The text is too long; send it in parts.");
      }
      return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new Usage("The text cannot be read from the standard input.");
    }
  }
}
