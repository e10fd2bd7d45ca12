package dev.godwit.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A backup of all that nodes keep, and the world's knowledge of it, made in one moment.
final class Backups {
  private final List<Supplier<Runnable>> parts = new ArrayList<>();
  private List<Runnable> kept = List.of();
  private boolean used;

  /// Something that is in a backup: it is asked to keep itself, and answers how to go back.
  void with(Supplier<Runnable> part) {
    parts.add(part);
  }

  void make() {
    kept = parts.stream().map(Supplier::get).toList();
  }

  /// Whether there is one to go back to.
  boolean isKept() {
    return !kept.isEmpty();
  }

  /// Whether a backup was ever gone back to.
  boolean wasUsed() {
    return used;
  }

  /// Everything is what it was, in the order in which the parts were named.
  void restore() {
    kept.forEach(Runnable::run);
    used = true;
    forget();
  }

  /// Nobody will go back to it.
  void forget() {
    kept = List.of();
  }
}
