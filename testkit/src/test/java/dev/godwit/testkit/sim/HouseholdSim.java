package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The node's machines with two real devices of each account, from many seeds.
class HouseholdSim {
  private static final double SHARE = 0.05;

  @Test
  void everyDeviceEndsUpInEveryConversationWithTheSameMessages() {
    long messages = Seeds.share(SHARE).map(seed -> HouseholdSimulation.run(seed).entries()).sum();
    assertTrue(messages > 0, "people have chatted");
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    long first = HouseholdSimulation.run(3).traceHash();
    assertEquals(first, HouseholdSimulation.run(3).traceHash());
  }
}
