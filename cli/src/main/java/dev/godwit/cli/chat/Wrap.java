package dev.godwit.cli.chat;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/// Text in lines of a width in terminal columns, where some characters take two and some none.
final class Wrap {
  private Wrap() {}

  static int width(String text) {
    return text.codePoints().map(Wrap::width).sum();
  }

  private static int width(int point) {
    return Math.max(0, WCWidth.wcwidth(point));
  }

  /// Breaks at spaces where there are some, and at line breaks; at least one line.
  ///
  /// @param columns at least 2
  static List<String> lines(String text, int columns) {
    List<String> lines = new ArrayList<>();
    text.lines().forEach(line -> wrap(line, columns, lines));
    if (lines.isEmpty()) {
      lines.add("");
    }
    return lines;
  }

  private static void wrap(String text, int columns, List<String> lines) {
    String rest = text.replace('\t', ' ');
    while (width(rest) > columns) {
      int end = fitting(rest, columns);
      int space = rest.lastIndexOf(' ', end);
      int cut = space > 0 ? space : end;
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
  }

  /// As much of the text from its start as fits, at least one character.
  static int fitting(String text, int columns) {
    int taken = 0;
    int index = 0;
    while (index < text.length()) {
      int point = text.codePointAt(index);
      taken += width(point);
      if (taken > columns && index > 0) {
        return index;
      }
      index += Character.charCount(point);
    }
    return index;
  }

  /// Cut to the width, with a sign that something is missing.
  static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    return columns < 2 ? "" : text.substring(0, fitting(text, columns - 1)) + "…";
  }

  /// The end of a text that fits, for the line that is being typed.
  static String tail(String text, int columns) {
    int start = 0;
    while (width(text.substring(start)) > columns) {
      start += Character.charCount(text.codePointAt(start));
    }
    return text.substring(start);
  }

  /// Filled with spaces to the width, or cut to it.
  static String pad(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(Math.max(0, columns - width(cut)));
  }
}
