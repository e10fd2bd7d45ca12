package dev.godwit.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

final class PlainTest {
  @Test
  void whatOthersWriteCannotDriveTheTerminal() {
    String text = Plain.text("a\u001b[2Jb\u0007c\u009bd\u202ee\r");
    assertFalse(text.chars().anyMatch(each -> each == 0x1b || each == 7 || each == 0x9b));
    assertFalse(text.contains("\u202e"));
    assertFalse(text.contains("\r"));
  }

  @Test
  void ordinaryTextOfAnyScriptStaysAsItIs() {
    String text = "naïve 你好 שלום 👩‍👩‍👧 line\nnext\tcolumn";
    assertEquals(text, Plain.text(text));
  }

  @Test
  void aLineHasNoBreaks() {
    assertEquals("a b c", Plain.line(" a\n\nb\tc "));
  }
}
