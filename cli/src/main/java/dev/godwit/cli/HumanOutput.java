package dev.godwit.cli;

import dev.godwit.cli.text.Plain;
import dev.godwit.client.Conversation;
import dev.godwit.client.Me;
import dev.godwit.client.Message;
import dev.godwit.client.Tick;
import dev.godwit.device.step.Arrangement;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/// For people: what was asked for on the standard output, everything else on the standard error.
final class HumanOutput implements Output {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final PrintStream out;
  private final PrintStream err;
  private final boolean colour;

  HumanOutput(PrintStream out, PrintStream err, boolean colour) {
    this.out = out;
    this.err = err;
    this.colour = colour;
  }

  @Override
  public void registered(Me me, Path home) {
    out.println("You are @" + me.handle() + " at " + me.server() + ". Your keys are in " + home);
  }

  @Override
  public void whoami(Me me, Path home, int waiting) {
    out.println("@" + me.handle() + " at " + me.server());
    out.println("account  " + me.account());
    out.println("device   " + me.device());
    out.println("home     " + home);
    if (waiting > 0) {
      out.println("waiting  " + waiting + " to be sent");
    }
  }

  @Override
  public void message(Message message) {
    if (message.kind() == Message.Kind.LINE) {
      out.println(time(message.timeMillis()) + "  — " + Plain.text(message.text()));
      out.flush();
      return;
    }
    String ticks = message.mine() ? " " + ticks(message.tick()) : "";
    out.println(time(message.timeMillis()) + "  @" + message.from() + ": " + text(message) + ticks);
    out.flush();
  }

  /// Bold when it mentions who reads.
  private String text(Message message) {
    String text = Plain.text(message.text());
    return colour && message.mentionsMe() ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  static String time(long millis) {
    ZonedDateTime time = Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault());
    boolean today = time.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()));
    return time.format(today ? TIME : DAY);
  }

  /// One tick, two ticks, blue ticks; a clock while it waits.
  private String ticks(Tick tick) {
    return switch (tick) {
      case NONE -> "";
      case FAILED -> "✗";
      case WAITING -> "…";
      case SENT -> "✓";
      case DELIVERED -> "✓✓";
      case READ -> colour ? "\u001b[94m✓✓\u001b[0m" : "✓✓ read";
    };
  }

  @Override
  public void conversation(Conversation conversation) {
    String unread = conversation.unread() > 0 ? " (" + conversation.unread() + " new)" : "";
    String last =
        conversation.newest().stream()
            .map(each -> time(each.timeMillis()) + "  " + line(each))
            .findFirst()
            .orElse("nothing yet");
    out.println(Plain.line(conversation.title()) + marks(conversation) + unread + "  " + last);
  }

  private static String marks(Conversation conversation) {
    Arrangement set = conversation.arrangement();
    String pinned = set.pinned() ? " [pinned]" : "";
    String archived = set.archived() ? " [archived]" : "";
    boolean muted = set.mutedUntilMillis() > System.currentTimeMillis();
    return pinned + archived + (muted ? " [muted]" : "");
  }

  private String line(Message message) {
    String text = Plain.line(message.text());
    return message.mine() ? "you: " + text + " " + ticks(message.tick()) : text;
  }

  @Override
  public void nothing(String sentence) {
    err.println(sentence);
  }

  @Override
  public void ticked(ConversationId conversation, EntryId id, long sequence, Tick tick) {
    out.println(ticks(tick));
    out.flush();
  }

  @Override
  public void waiting(ConversationId conversation, EntryId id, String sentence) {
    err.println("… " + sentence);
  }

  @Override
  public void serving(String url, Path tokenFile) {
    out.println("serving " + url + " (token in " + tokenFile + ")");
    out.flush();
  }

  @Override
  public void notice(String code, String sentence) {
    err.println(sentence);
  }

  @Override
  public void error(String code, String sentence) {
    err.println("godwit: " + sentence);
  }
}
