package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The node's machines with two real devices of each account, from many seeds.
class HouseholdSim {
  private static final double SHARE = 0.04;

  @Test
  void everyDeviceEndsUpInEveryConversationWithTheSameMessages() {
    long messages = Seeds.share(SHARE).map(s -> Kind.HOUSEHOLDS.check(Setup.of(s)).entries()).sum();
    assertTrue(messages > 0, "people have chatted");
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    long first = Kind.HOUSEHOLDS.run(3).traceHash();
    assertEquals(first, Kind.HOUSEHOLDS.run(3).traceHash());
  }
}
