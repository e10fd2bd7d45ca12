package dev.godwit.cli.chat;

import static org.jline.utils.AttributedStyle.BLUE;
import static org.jline.utils.AttributedStyle.BRIGHT;
import static org.jline.utils.AttributedStyle.CYAN;
import static org.jline.utils.AttributedStyle.DEFAULT;
import static org.jline.utils.AttributedStyle.MAGENTA;
import static org.jline.utils.AttributedStyle.RED;
import static org.jline.utils.AttributedStyle.YELLOW;

import dev.godwit.cli.text.Plain;
import dev.godwit.cli.text.Times;
import dev.godwit.client.Message;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// The messages of a conversation as lines of the screen.
final class Transcript {
  private static final int NAME_COLUMNS_MAX = 12;
  private static final int TICK_COLUMNS = 3;
  private static final AttributedStyle DIM = DEFAULT.foreground(BRIGHT);

  private final int columns;

  Transcript(int columns) {
    this.columns = columns;
  }

  List<AttributedString> lines(Chat.Open open) {
    List<AttributedString> lines = new ArrayList<>();
    if (open.messages().isEmpty()) {
      lines.add(
          new AttributedString(
              "   Say hello: what you write is read by the two of you alone.", DIM));
    }
    int name = nameColumns(open);
    String day = "";
    for (Message message : open.messages()) {
      String its = Times.day(message.timeMillis());
      if (!its.equals(day)) {
        lines.add(dayLine(its));
        day = its;
      }
      add(message, name, lines);
    }
    return lines;
  }

  private static int nameColumns(Chat.Open open) {
    int widest = open.messages().stream().mapToInt(each -> Wrap.width(each.from())).max().orElse(0);
    return Math.clamp(widest, 3, NAME_COLUMNS_MAX);
  }

  private AttributedString dayLine(String day) {
    return centred("— " + day + " —");
  }

  private AttributedString centred(String text) {
    int left = Math.max(0, (columns - Wrap.width(text)) / 2);
    return new AttributedString(" ".repeat(left) + text, DIM);
  }

  private void add(Message message, int name, List<AttributedString> lines) {
    if (message.kind() == Message.Kind.LINE) {
      Wrap.lines(Plain.columns(message.text()), Math.max(2, columns - 4))
          .forEach(part -> lines.add(centred(part)));
      return;
    }
    int indent = 1 + 5 + 1 + name + 2;
    int room = Math.max(2, columns - indent - TICK_COLUMNS - 1);
    List<String> wrapped = Wrap.lines(Plain.columns(message.text()), room);
    for (int i = 0; i < wrapped.size(); i++) {
      AttributedStringBuilder line = new AttributedStringBuilder();
      if (i == 0) {
        line.styled(DIM, " " + Times.clock(message.timeMillis()) + " ");
        line.styled(nameStyle(message), Wrap.pad(message.mine() ? "you" : message.from(), name));
        line.append("  ");
      } else {
        line.append(" ".repeat(indent));
      }
      line.styled(textStyle(message), wrapped.get(i));
      if (i == wrapped.size() - 1 && message.mine()) {
        line.append(" ").append(ticks(message));
      }
      lines.add(line.toAttributedString());
    }
    if (!message.failure().isEmpty()) {
      lines.add(
          new AttributedString(
              " ".repeat(indent) + "not sent: " + message.failure(), DEFAULT.foreground(RED)));
    }
  }

  private static AttributedStyle nameStyle(Message message) {
    return message.mine() ? DEFAULT.foreground(CYAN) : DEFAULT.foreground(MAGENTA);
  }

  private static AttributedStyle textStyle(Message message) {
    return switch (message.kind()) {
      case TEXT -> DEFAULT;
      case LINE -> DIM;
      case UNREADABLE, NEWER -> DEFAULT.foreground(YELLOW).italic();
    };
  }

  /// One tick, two ticks, blue ticks.
  private static AttributedString ticks(Message message) {
    return switch (message.tick()) {
      case NONE -> AttributedString.EMPTY;
      case FAILED -> new AttributedString("✗", DEFAULT.foreground(RED));
      case WAITING -> new AttributedString("…", DIM);
      case SENT -> new AttributedString("✓", DIM);
      case DELIVERED -> new AttributedString("✓✓", DIM);
      case READ -> new AttributedString("✓✓", DEFAULT.foreground(BLUE + BRIGHT).bold());
    };
  }
}
