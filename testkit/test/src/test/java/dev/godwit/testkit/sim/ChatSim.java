package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// The node's machines with the real devices, encryption and all, from many seeds.
class ChatSim {
  private static final double SHARE = 0.08;

  @Test
  void allDevicesShowTheSameOnceWhateverGoesWrong() {
    Seeds.check(Kind.CHATS, SHARE, Set.of(Trouble.SECOND_HOME, Trouble.CROWD));
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    long first = Kind.CHATS.run(3).traceHash();
    assertEquals(first, Kind.CHATS.run(3).traceHash());
    assertNotEquals(first, Kind.CHATS.run(4).traceHash());
  }
}
