package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// The node's machines with devices that keep to the protocol, from many seeds.
class NodeSim {
  private static final double SHARE = 0.92;

  @Test
  void everybodyEndsUpWithTheSameWhateverGoesWrong() {
    Seeds.check(Kind.NODES, SHARE, Set.of());
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    long first = Kind.NODES.run(7).traceHash();
    assertEquals(first, Kind.NODES.run(7).traceHash());
    assertNotEquals(first, Kind.NODES.run(8).traceHash());
  }
}
