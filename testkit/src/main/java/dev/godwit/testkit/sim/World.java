package dev.godwit.testkit.sim;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// Virtual time, what is to happen, and chance. All of it follows from the seed.
final class World {
  /// When a simulated world begins, milliseconds since 1970.
  static final long START_MILLIS = 1_800_000_000_000L;

  private record Event(long atMillis, long tieBreaker, long number, Runnable what)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      if (atMillis != other.atMillis) {
        return Long.compare(atMillis, other.atMillis);
      }
      int first = Long.compare(tieBreaker, other.tieBreaker);
      return first != 0 ? first : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final SplittableRandom random;
  private final Trace trace = new Trace();
  private long nowMillis;
  private long leaptMillis;
  private long numbered;

  World(long seed) {
    random = new SplittableRandom(seed);
  }

  /// Milliseconds that have passed since the beginning, leaps apart.
  long now() {
    return nowMillis;
  }

  /// What the nodes' clocks show, milliseconds since 1970.
  long wallMillis() {
    return START_MILLIS + nowMillis + leaptMillis;
  }

  /// All clocks jump ahead, as after a long sleep of the machines.
  void leap(long millis) {
    leaptMillis += millis;
    trace.add(nowMillis, "leap", millis);
  }

  Trace trace() {
    return trace;
  }

  /// Something happens later; of two things at the same time, chance decides which is first.
  void after(long delayMillis, Runnable what) {
    at(nowMillis + delayMillis, random.nextLong(), what);
  }

  /// Something happens at a time; of two things at the same time, the one that was planned first.
  void inOrderAt(long atMillis, Runnable what) {
    at(atMillis, 0, what);
  }

  private void at(long atMillis, long tieBreaker, Runnable what) {
    events.add(new Event(Math.max(atMillis, nowMillis), tieBreaker, numbered++, what));
  }

  /// Lets everything happen until the time has come.
  void runUntil(long untilMillis) {
    while (!events.isEmpty() && events.element().atMillis() <= untilMillis) {
      Event next = events.remove();
      nowMillis = next.atMillis();
      next.what().run();
    }
    nowMillis = Math.max(nowMillis, untilMillis);
  }

  // --- Chance ---

  /// From 0 to `bound - 1`.
  int below(int bound) {
    return random.nextInt(bound);
  }

  /// From `least` to `most`.
  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  long number() {
    return random.nextLong();
  }

  @SafeVarargs
  final <T> T oneOf(T... things) {
    return things[below(things.length)];
  }
}
