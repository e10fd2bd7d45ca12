package dev.godwit.device.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.mls.jvm.JvmCrypto;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ClockTest {
  private final Clock clock = new Clock();
  private final Retries<String> retries =
      new Retries<>(clock, new JvmCrypto(new SplittableRandom(3)));

  @Test
  void timeThatPassesIsCountedWhateverTheDate() {
    clock.advance(1_000_000);
    clock.advance(1_000_250);
    assertEquals(250, clock.elapsedMillis());
  }

  @Test
  void stepBackCountsAsNone() {
    clock.advance(1_000_000);
    clock.advance(5);
    clock.advance(105);
    assertEquals(100, clock.elapsedMillis());
  }

  @Test
  void jumpAheadCountsAsAMinute() {
    clock.advance(0);
    clock.advance(Long.MAX_VALUE / 2);
    assertEquals(60_000, clock.elapsedMillis());
  }

  @Test
  void nodesTimeGoesOnFromWhatItSaid() {
    clock.advance(99);
    assertEquals(99, clock.serverMillis());
    clock.learn(5_000_000);
    clock.advance(149);
    assertEquals(5_000_050, clock.serverMillis());
  }

  @Test
  void eachFailureWaitsLongerUpToABound() {
    clock.advance(0);
    long now = 0;
    long before = 0;
    for (int i = 0; i < 20; i++) {
      retries.later("x", 0);
      assertFalse(retries.isDue("x"));
      long wait = 0;
      while (!retries.isDue("x")) {
        now += 10;
        wait += 10;
        clock.advance(now);
      }
      assertTrue(wait <= Retries.WAIT_MILLIS_MAX + 10);
      before = Math.max(before, wait);
    }
    assertTrue(before > 10 * Retries.WAIT_MILLIS_MIN);
    assertEquals(20, retries.attempts("x"));
  }

  @Test
  void timeThatTheNodeAskedForIsKept() {
    clock.advance(0);
    retries.later("x", 50_000);
    clock.advance(49_999);
    assertFalse(retries.isDue("x"));
    clock.advance(50_001);
    assertTrue(retries.isDue("x"));
  }

  @Test
  void whatWorkedStartsAfresh() {
    clock.advance(0);
    retries.later("x", 0);
    retries.reset("x");
    assertTrue(retries.isDue("x"));
    assertEquals(0, retries.attempts("x"));
  }
}
