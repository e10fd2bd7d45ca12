package dev.godwit.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.cli.Samples;
import dev.godwit.client.Event;
import dev.godwit.client.Message;
import dev.godwit.client.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

final class ScreenTest {
  private static final long NOW = 1_000_000;

  private final Chat chat = new Chat(Samples.ALICE);

  private void open(Message... messages) {
    chat.conversations(List.of(Samples.withBob(1, messages)));
    chat.open(new Chat.Open(Samples.withBob(1, messages), List.of(messages), true));
  }

  private static String text(Screen.Drawn drawn) {
    return drawn.lines().stream().map(AttributedString::toString).collect(Collectors.joining("\n"));
  }

  private String drawn(int rows, int columns) {
    return text(new Screen(rows, columns).draw(chat, NOW));
  }

  @Test
  void theListShowsWhoWhatAndHowManyAreNew() {
    chat.conversations(List.of(Samples.withBob(3, Samples.fromBob(1, "see\nyou"))));
    String screen = drawn(24, 80);
    assertTrue(screen.contains("@bob"), screen);
    assertTrue(screen.contains("see you"), screen);
    assertTrue(screen.contains("3 new"), screen);
  }

  @Test
  void theNewestMessagesStandAboveTheLineThatIsTyped() {
    List<Message> many = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      many.add(Samples.fromBob(i, "number " + i));
    }
    open(many.toArray(Message[]::new));
    List<AttributedString> lines = new Screen(24, 80).draw(chat, NOW).lines();
    assertEquals(24, lines.size());
    assertTrue(lines.get(21).toString().contains("number 100"));
    assertEquals(101 - 20, new Screen(24, 80).scrollMax(chat));
    chat.scroll(50);
    String older = drawn(24, 80);
    assertTrue(older.contains("number 50"), older);
  }

  @Test
  void ownMessagesHaveTheirTicks() {
    open(
        Samples.mine(1, "first", Tick.READ),
        Samples.mine(2, "second", Tick.DELIVERED),
        Samples.mine(3, "third", Tick.SENT),
        Samples.mine(4, "fourth", Tick.WAITING));
    String screen = drawn(24, 80);
    for (String line : List.of("first ✓✓", "second ✓✓", "third ✓\n", "fourth …")) {
      assertTrue((screen + "\n").contains(line), line + " in " + screen);
    }
    AttributedString read = new Transcript(80).lines(chat.open().orElseThrow()).get(1);
    assertEquals(
        AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE + AttributedStyle.BRIGHT).bold(),
        read.styleAt(read.toString().indexOf('✓')));
  }

  @Test
  void itFitsWhateverTheSize() {
    open(
        Samples.fromBob(1, "你好世界 ".repeat(30)),
        Samples.mine(2, "x".repeat(500), Tick.READ),
        Samples.fromBob(3, "\u001b[31mred\u001b[0m"));
    chat.line().insert("a long line that is being typed 你好 ".repeat(10));
    for (int rows = 6; rows <= 40; rows += 7) {
      for (int columns = 24; columns <= 200; columns += 11) {
        Screen.Drawn drawn = new Screen(rows, columns).draw(chat, NOW);
        assertEquals(rows, drawn.lines().size());
        assertTrue(drawn.cursorColumn() < columns);
        for (AttributedString line : drawn.lines()) {
          assertTrue(line.columnLength() <= columns, columns + ": " + line);
        }
      }
    }
  }

  @Test
  void typingIsShownForAWhile() {
    open(Samples.fromBob(1, "hello"));
    chat.onEvent(new Event.Typing(Samples.CONVERSATION, Samples.ALICE.account(), true), NOW);
    assertTrue(drawn(24, 80).contains("typing"));
    String later = text(new Screen(24, 80).draw(chat, NOW + Chat.TYPING_MILLIS + 1));
    assertTrue(!later.contains("typing"));
  }
}
