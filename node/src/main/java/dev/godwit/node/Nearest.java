package dev.godwit.node;

import java.util.Comparator;
import java.util.List;

/// Finds what somebody probably meant.
final class Nearest {
  private Nearest() {}

  static String of(String typed, List<String> known) {
    return known.stream().min(Comparator.comparingInt(each -> distance(typed, each))).orElse("");
  }

  /// Letters to add, take out or change (Levenshtein).
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= to.length(); column++) {
        int change = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(change, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
