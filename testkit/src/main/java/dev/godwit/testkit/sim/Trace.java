package dev.godwit.testkit.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What happened, as a hash of all of it and the last lines in words.
final class Trace {
  private static final int LINES_MAX = Integer.getInteger("godwit.sim.lines", 400);
  private static final long PRIME = 0x100000001b3L;

  private record Line(long atMillis, String what, Object about) {}

  private final Deque<Line> lines = new ArrayDeque<>();
  private long hash = 0xcbf29ce484222325L;
  private long count;

  /// Something small happened.
  void add(long atMillis, String what, Object about) {
    add(atMillis, what, about, about.toString().hashCode());
  }

  /// Something happened to `about`, which does not change any more; `fingerprint` stands for it in
  /// the hash.
  void add(long atMillis, String what, Object about, int fingerprint) {
    hash = ((hash ^ atMillis) * PRIME ^ what.hashCode()) * PRIME ^ fingerprint;
    count++;
    lines.add(new Line(atMillis, what, about));
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
    return lines.stream()
        .map(line -> line.atMillis() + " " + line.what() + " " + line.about())
        .toList();
  }
}
