package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// The node's machines with two real devices of each account, from many seeds.
class HouseholdSim {
  private static final double SHARE = 0.04;
  private static final Set<Trouble> NEVER =
      Set.of(
          Trouble.SECOND_HOME,
          Trouble.CROWD,
          Trouble.RESTORE,
          Trouble.OVERLOAD,
          Trouble.SEVERAL_NODES);

  @Test
  void everyDeviceEndsUpInEveryConversationWithTheSameMessages() {
    Seeds.check(Kind.HOUSEHOLDS, SHARE, NEVER);
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    long first = Kind.HOUSEHOLDS.run(3).traceHash();
    assertEquals(first, Kind.HOUSEHOLDS.run(3).traceHash());
  }
}
