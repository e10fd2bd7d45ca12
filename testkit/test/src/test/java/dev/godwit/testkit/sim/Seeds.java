package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/// Which worlds a run of the tests makes: `-Dgodwit.sim.seeds=N` in all (500 when not given), or
/// `-Dgodwit.sim.seed=S` only that one.
final class Seeds {
  private static final int SEEDS = 500;

  private Seeds() {}

  /// Runs that part of all seeds, by as many threads as there are processors. In all of them
  /// together people have chatted and everything has gone wrong that may go wrong in such a world.
  static void check(Kind kind, double part, Set<Trouble> never) {
    Long only = Long.getLong("godwit.sim.seed");
    long count = Math.max(1, Math.round(Integer.getInteger("godwit.sim.seeds", SEEDS) * part));
    LongStream seeds =
        only != null ? LongStream.of(only) : LongStream.rangeClosed(1, count).parallel();
    List<Kind.Result> all = seeds.mapToObj(seed -> kind.check(Setup.of(seed))).toList();
    assertTrue(all.stream().mapToLong(Kind.Result::entries).sum() > 0, "people have chatted");
    if (only == null && Integer.getInteger("godwit.sim.seeds") == null) {
      EnumSet<Trouble> happened = EnumSet.noneOf(Trouble.class);
      all.forEach(result -> happened.addAll(result.troubles()));
      EnumSet<Trouble> expected = EnumSet.allOf(Trouble.class);
      expected.removeAll(never);
      assertEquals(expected, happened);
    }
  }
}
