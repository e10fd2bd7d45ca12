package dev.godwit.testkit.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What happened, as a hash of all of it and the last lines in words.
final class Trace {
  private static final int LINES_MAX = 400;
  private static final long PRIME = 0x100000001b3L;

  private final Deque<String> lines = new ArrayDeque<>();
  private long hash = 0xcbf29ce484222325L;
  private long count;

  void add(long atMillis, String what, Object about) {
    String line = atMillis + " " + what + " " + about;
    for (int i = 0; i < line.length(); i++) {
      hash = (hash ^ line.charAt(i)) * PRIME;
    }
    count++;
    lines.add(line);
    if (lines.size() > LINES_MAX) {
      lines.remove();
    }
  }

  /// Of everything that was added, in its order.
  long hash() {
    return hash;
  }

  long count() {
    return count;
  }

  List<String> lastLines() {
    return List.copyOf(lines);
  }
}
