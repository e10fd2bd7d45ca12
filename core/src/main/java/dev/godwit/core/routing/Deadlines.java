package dev.godwit.core.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// When to look at each session again: a wheel of slots of [Worker#TICK_MILLIS] each. Adding and
/// taking cost the same however many sessions there are.
///
/// @param <T> what is looked at
final class Deadlines<T> {
  /// A later deadline comes back after one round and goes on from there.
  static final int SLOTS = 512;

  private final List<Deque<T>> wheel = new ArrayList<>(SLOTS);
  private long tick;

  Deadlines(long nowMillis) {
    tick = nowMillis / Worker.TICK_MILLIS;
    for (int i = 0; i < SLOTS; i++) {
      wheel.add(new ArrayDeque<>());
    }
  }

  /// Not before `deadlineMillis`, unless that is more than a round away; in the next tick at the
  /// earliest.
  void add(T item, long deadlineMillis) {
    long due = deadlineMillis / Worker.TICK_MILLIS + 1;
    long at = Math.clamp(due, tick + 1, tick + SLOTS - 1);
    wheel.get(slot(at)).add(item);
  }

  /// What is due by now.
  List<T> take(long nowMillis) {
    List<T> due = new ArrayList<>();
    long until = nowMillis / Worker.TICK_MILLIS;
    // After a leap one round finds everything.
    for (long last = Math.min(until, tick + SLOTS); tick < last; ) {
      tick++;
      Deque<T> slot = wheel.get(slot(tick));
      due.addAll(slot);
      slot.clear();
    }
    // After the clock was set back one round finds everything too.
    tick = until;
    return due;
  }

  private static int slot(long tick) {
    return (int) Math.floorMod(tick, (long) SLOTS);
  }
}
