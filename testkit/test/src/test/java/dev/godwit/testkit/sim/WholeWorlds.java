package dev.godwit.testkit.sim;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The worlds in which nothing is broken on purpose: what is found in one that does not hold shows
/// nothing. Each is run once.
final class WholeWorlds {
  private record Seeded(Kind kind, long seed) {}

  /// @param nanos of a processor that it took
  private record Ran(boolean holds, long nanos) {}

  private final Map<Seeded, Ran> all = new ConcurrentHashMap<>();

  boolean holds(Kind kind, long seed) {
    return of(kind, seed).holds;
  }

  /// What the world takes of a processor.
  long nanos(Kind kind, long seed) {
    return of(kind, seed).nanos;
  }

  private Ran of(Kind kind, long seed) {
    return all.computeIfAbsent(new Seeded(kind, seed), WholeWorlds::run);
  }

  private static Ran run(Seeded world) {
    long before = nanos();
    try {
      world.kind.run(world.seed);
      return new Ran(true, nanos() - before);
    } catch (AssertionError broken) {
      return new Ran(false, nanos() - before);
    }
  }

  /// What this thread has had of a processor.
  static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
