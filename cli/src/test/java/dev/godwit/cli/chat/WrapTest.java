package dev.godwit.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WrapTest {
  @Test
  void wordsStayWholeWhereTheyFit() {
    assertEquals(List.of("one two", "three"), Wrap.lines("one two three", 8));
  }

  @Test
  void aWordThatIsTooLongIsBroken() {
    assertEquals(List.of("abcd", "efgh", "ij"), Wrap.lines("abcdefghij", 4));
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    assertEquals(List.of("你好", "世界"), Wrap.lines("你好世界", 5));
    assertEquals(4, Wrap.width("你好"));
  }

  @Test
  void lineBreaksAreKept() {
    assertEquals(List.of("a", "", "b"), Wrap.lines("a\n\nb", 10));
    assertEquals(List.of(""), Wrap.lines("", 10));
  }

  @Test
  void noLineIsWiderThanAsked() {
    String text = "some 你好世界 words andaverylongonewithoutanyspaceinit 👋 ok";
    for (int columns = 2; columns < 40; columns++) {
      for (String line : Wrap.lines(text, columns)) {
        assertTrue(Wrap.width(line) <= columns, columns + ": " + line);
      }
    }
  }

  @Test
  void whatIsCutSaysSo() {
    assertEquals("abc…", Wrap.cut("abcdef", 4));
    assertEquals("abcd", Wrap.cut("abcd", 4));
    assertEquals("def", Wrap.tail("abcdef", 3));
  }
}
