package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The node's machines with the real devices, encryption and all, from many seeds.
class ChatSim {
  private static final double SHARE = 0.08;

  @Test
  void allDevicesShowTheSameOnceWhateverGoesWrong() {
    long messages = Seeds.share(SHARE).map(s -> Kind.CHATS.check(Setup.of(s)).entries()).sum();
    assertTrue(messages > 0, "people have chatted");
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    long first = Kind.CHATS.run(3).traceHash();
    assertEquals(first, Kind.CHATS.run(3).traceHash());
    assertNotEquals(first, Kind.CHATS.run(4).traceHash());
  }
}
