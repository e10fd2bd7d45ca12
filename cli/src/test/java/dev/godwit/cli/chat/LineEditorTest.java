package dev.godwit.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LineEditorTest {
  private final LineEditor line = new LineEditor();

  @Test
  void whatIsTypedStandsAtTheCursor() {
    line.insert("held");
    line.left();
    line.insert("lo worl");
    assertEquals("hello world", line.text());
  }

  @Test
  void aCharacterOfTwoUnitsIsOne() {
    line.insert("a👋b");
    line.left();
    line.backspace();
    assertEquals("ab", line.text());
    line.home();
    line.delete();
    assertEquals("b", line.text());
  }

  @Test
  void wordsAndLinesAreDeletedAsInAShell() {
    line.insert("one two  ");
    line.deleteWord();
    assertEquals("one ", line.text());
    line.insert("three");
    line.home();
    line.right();
    line.deleteToEnd();
    assertEquals("o", line.text());
    line.deleteToStart();
    assertEquals("", line.text());
  }

  @Test
  void nothingHappensBeyondTheEnds() {
    line.left();
    line.backspace();
    line.delete();
    line.right();
    line.deleteWord();
    assertEquals("", line.take());
  }

  @Test
  void aLineHasALimit() {
    line.insert("x".repeat(LineEditor.CHARACTERS_MAX));
    line.insert("y");
    assertEquals(LineEditor.CHARACTERS_MAX, line.take().length());
    assertEquals("", line.text());
  }
}
