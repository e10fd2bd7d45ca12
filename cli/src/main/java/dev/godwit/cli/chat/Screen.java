package dev.godwit.cli.chat;

import static org.jline.utils.AttributedStyle.BLUE;
import static org.jline.utils.AttributedStyle.BRIGHT;
import static org.jline.utils.AttributedStyle.DEFAULT;
import static org.jline.utils.AttributedStyle.GREEN;
import static org.jline.utils.AttributedStyle.YELLOW;

import dev.godwit.cli.text.Plain;
import dev.godwit.cli.text.Times;
import dev.godwit.client.Connection;
import dev.godwit.client.Conversation;
import dev.godwit.client.Event;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Draws the chat: a bar, the list or a conversation, the line that is typed, a line of keys.
final class Screen {
  private static final int ROWS_MIN = 6;
  private static final int COLUMNS_MIN = 24;
  private static final int FRAME_ROWS = 4;
  private static final int HANDLE_COLUMNS = 16;
  private static final AttributedStyle DIM = DEFAULT.foreground(BRIGHT);
  private static final AttributedStyle BAR = DEFAULT.inverse();

  private static final String PROMPT = "> ";

  /// What is on the screen, and where the cursor stands.
  record Drawn(List<AttributedString> lines, int cursorRow, int cursorColumn) {}

  private final int rows;
  private final int columns;

  Screen(int rows, int columns) {
    this.rows = Math.max(ROWS_MIN, rows);
    this.columns = Math.max(COLUMNS_MIN, columns);
  }

  /// How many rows there are for messages.
  int bodyRows() {
    return rows - FRAME_ROWS;
  }

  /// How many lines the open conversation can be scrolled up.
  int scrollMax(Chat chat) {
    return chat.open()
        .map(open -> Math.max(0, new Transcript(columns).lines(open).size() - bodyRows()))
        .orElse(0);
  }

  Drawn draw(Chat chat, long now) {
    List<AttributedString> lines = new ArrayList<>(rows);
    lines.add(bar(chat));
    lines.add(title(chat, now));
    lines.addAll(body(chat));
    String typed = Wrap.tail(shown(chat.line().beforeCursor()), columns - 3);
    lines.add(input(chat, typed));
    lines.add(keys(chat));
    return new Drawn(lines, rows - 2, Wrap.width(PROMPT) + Wrap.width(typed));
  }

  private AttributedString bar(Chat chat) {
    String left = " godwit  @" + chat.me().handle();
    String right = state(chat.connection()) + " ";
    int gap = columns - Wrap.width(left) - Wrap.width(right);
    String text = gap < 1 ? Wrap.pad(left, columns) : left + " ".repeat(gap) + right;
    return new AttributedString(text, BAR);
  }

  private static String state(Connection connection) {
    return switch (connection.state()) {
      case ONLINE -> "● online";
      case CATCHING_UP -> "◐ catching up";
      case NONE, CONNECTING -> "○ connecting";
      case OFFLINE -> "○ offline, trying again";
      case ENDED -> "✗ signed out";
    };
  }

  private AttributedString title(Chat chat, long now) {
    if (chat.help()) {
      return new AttributedString(" Help", DEFAULT.bold());
    }
    return chat.open()
        .map(open -> title(chat, open.conversation(), now))
        .orElseGet(() -> new AttributedString(" Conversations", DEFAULT.bold()));
  }

  private AttributedString title(Chat chat, Conversation conversation, long now) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.styled(DEFAULT.bold(), " " + Plain.line(conversation.title()));
    if (chat.isTyping(conversation.id(), now)) {
      line.styled(DEFAULT.foreground(GREEN), "  typing…");
    } else if (chat.connection().state() == Connection.State.ONLINE) {
      chat.presence(conversation.peer())
          .ifPresent(presence -> line.styled(DIM, "  " + presence(presence)));
    }
    if (conversation.identityChanged()) {
      line.styled(DEFAULT.foreground(YELLOW), "  the identity key has changed");
    }
    return line.toAttributedString().columnSubSequence(0, columns);
  }

  private static String presence(Event.Presence presence) {
    if (presence.online()) {
      return "online";
    }
    return presence.lastSeenMillis() == 0
        ? ""
        : "last seen " + Times.shortly(presence.lastSeenMillis());
  }

  private List<AttributedString> body(Chat chat) {
    if (chat.help()) {
      return fill(Help.lines(columns), false);
    }
    return chat.open()
        .map(open -> fill(window(chat, open), true))
        .orElseGet(() -> fill(list(chat), false));
  }

  private List<AttributedString> window(Chat chat, Chat.Open open) {
    List<AttributedString> all = new Transcript(columns).lines(open);
    int end = Math.max(Math.min(bodyRows(), all.size()), all.size() - chat.scrolled());
    return all.subList(Math.max(0, end - bodyRows()), end);
  }

  /// The lines with empty ones behind them, or before them.
  private List<AttributedString> fill(List<AttributedString> lines, boolean atBottom) {
    List<AttributedString> filled = new ArrayList<>();
    List<AttributedString> shown = lines.subList(0, Math.min(lines.size(), bodyRows()));
    List<AttributedString> empty = new ArrayList<>();
    for (int i = shown.size(); i < bodyRows(); i++) {
      empty.add(AttributedString.EMPTY);
    }
    filled.addAll(atBottom ? empty : shown);
    filled.addAll(atBottom ? shown : empty);
    return filled;
  }

  private List<AttributedString> list(Chat chat) {
    List<AttributedString> lines = new ArrayList<>();
    if (chat.conversations().isEmpty()) {
      lines.add(AttributedString.EMPTY);
      lines.add(new AttributedString("   Nothing here yet. Type @somebody to begin.", DIM));
      return lines;
    }
    int first = Math.max(0, chat.selected() - bodyRows() + 1);
    for (int i = first; i < chat.conversations().size(); i++) {
      lines.add(row(i, chat.conversations().get(i), i == chat.selected()));
    }
    return lines;
  }

  private AttributedString row(int index, Conversation conversation, boolean selected) {
    AttributedStyle style = selected ? DEFAULT.bold() : DEFAULT;
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.styled(style, (selected ? " ▸" : "  ") + Wrap.pad("" + (index + 1), 4));
    line.styled(style, Wrap.pad(Plain.columns(conversation.title()), HANDLE_COLUMNS) + " ");
    String right = right(conversation);
    int room = columns - Wrap.width(line.toString()) - Wrap.width(right) - 1;
    line.styled(DIM, Wrap.pad(last(conversation), Math.max(0, room)));
    line.styled(conversation.unread() > 0 ? DEFAULT.foreground(GREEN).bold() : DIM, " " + right);
    return line.toAttributedString().columnSubSequence(0, columns);
  }

  private static String right(Conversation conversation) {
    String unread = conversation.unread() == 0 ? "" : conversation.unread() + " new  ";
    return conversation.newest().stream()
        .map(last -> unread + Times.shortly(last.timeMillis()) + " ")
        .findFirst()
        .orElse(unread);
  }

  private static String last(Conversation conversation) {
    return conversation.newest().stream()
        .map(last -> (last.mine() ? "you: " : "") + Plain.columns(Plain.line(last.text())))
        .findFirst()
        .orElse("");
  }

  /// Line breaks of a pasted text are shown as a sign.
  private static String shown(String text) {
    return Plain.columns(text.replace('\n', '⏎').replace('\t', ' '));
  }

  private AttributedString input(Chat chat, String typed) {
    String all = shown(chat.line().text());
    String rest = all.substring(shown(chat.line().beforeCursor()).length());
    return new AttributedStringBuilder()
        .styled(DEFAULT.foreground(BLUE + BRIGHT).bold(), PROMPT)
        .append(Wrap.cut(typed + rest, columns - 3))
        .toAttributedString();
  }

  private AttributedString keys(Chat chat) {
    if (!chat.hint().isEmpty()) {
      return new AttributedString(
          Wrap.cut(" " + chat.hint(), columns - 1), DEFAULT.foreground(YELLOW));
    }
    String keys =
        chat.open().isPresent() && !chat.help()
            ? " Enter sends · PgUp/PgDn older, newer · Esc back · /help · /quit"
            : " Enter opens · number or @handle · ↑↓ choose · /help · /quit";
    return new AttributedString(Wrap.cut(keys, columns - 1), DIM);
  }
}
