package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The node's machines with devices that keep to the protocol, from many seeds.
///
/// `-Dgodwit.sim.seeds=N` runs as many (200 when not given), `-Dgodwit.sim.seed=S` only that one.
class NodeSim {
  private static final int SEEDS = 200;

  private static LongStream seeds() {
    Long only = Long.getLong("godwit.sim.seed");
    return only != null
        ? LongStream.of(only)
        : LongStream.rangeClosed(1, Integer.getInteger("godwit.sim.seeds", SEEDS));
  }

  @Test
  void everybodyEndsUpWithTheSameWhateverGoesWrong() {
    long entries = seeds().map(seed -> Simulation.run(seed).entries()).sum();
    assertTrue(entries > 0, "people have chatted");
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    long first = Simulation.run(7).traceHash();
    assertEquals(first, Simulation.run(7).traceHash());
    assertNotEquals(first, Simulation.run(8).traceHash());
  }
}
