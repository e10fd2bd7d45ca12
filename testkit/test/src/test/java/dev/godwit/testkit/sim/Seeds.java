package dev.godwit.testkit.sim;

import java.util.stream.LongStream;

/// Which worlds a run of the tests makes: `-Dgodwit.sim.seeds=N` in all (500 when not given), or
/// `-Dgodwit.sim.seed=S` only that one.
final class Seeds {
  private static final int SEEDS = 500;

  private Seeds() {}

  /// That part of all seeds, run by as many threads as there are processors.
  static LongStream share(double part) {
    Long only = Long.getLong("godwit.sim.seed");
    long count = Math.max(1, Math.round(Integer.getInteger("godwit.sim.seeds", SEEDS) * part));
    return only != null ? LongStream.of(only) : LongStream.rangeClosed(1, count).parallel();
  }
}
