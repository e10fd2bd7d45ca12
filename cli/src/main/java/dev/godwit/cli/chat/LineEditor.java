package dev.godwit.cli.chat;

/// A line that is being typed: code points, and where the cursor stands among them.
final class LineEditor {
  /// The longest line.
  static final int CHARACTERS_MAX = 16_000;

  private final StringBuilder text = new StringBuilder();
  private int cursor;

  String text() {
    return text.toString();
  }

  /// What stands before the cursor.
  String beforeCursor() {
    return text.substring(0, cursor);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /// What does not fit is left out.
  void insert(String typed) {
    if (text.length() + typed.length() <= CHARACTERS_MAX) {
      text.insert(cursor, typed);
      cursor += typed.length();
    }
  }

  void backspace() {
    int start = before(cursor);
    text.delete(start, cursor);
    cursor = start;
  }

  void delete() {
    text.delete(cursor, after(cursor));
  }

  void left() {
    cursor = before(cursor);
  }

  void right() {
    cursor = after(cursor);
  }

  void home() {
    cursor = 0;
  }

  void end() {
    cursor = text.length();
  }

  void deleteWord() {
    int start = cursor;
    while (start > 0 && text.charAt(start - 1) == ' ') {
      start--;
    }
    while (start > 0 && text.charAt(start - 1) != ' ') {
      start--;
    }
    text.delete(start, cursor);
    cursor = start;
  }

  void deleteToStart() {
    text.delete(0, cursor);
    cursor = 0;
  }

  void deleteToEnd() {
    text.setLength(cursor);
  }

  /// Gives the line away and begins an empty one.
  String take() {
    String taken = text.toString();
    text.setLength(0);
    cursor = 0;
    return taken;
  }

  private int before(int index) {
    return index == 0 ? 0 : text.offsetByCodePoints(index, -1);
  }

  private int after(int index) {
    return index == text.length() ? index : text.offsetByCodePoints(index, 1);
  }
}
