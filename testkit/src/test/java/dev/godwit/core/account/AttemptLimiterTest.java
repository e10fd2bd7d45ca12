package dev.godwit.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.account.AttemptLimiter.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AttemptLimiterTest {
  private final AtomicLong nowMillis = new AtomicLong(1_000_000);
  private final AttemptLimiter limiter =
      new AttemptLimiter(
          Rate.of(3, 1, Duration.ofSeconds(1)), () -> Instant.ofEpochMilli(nowMillis.get()));

  @Test
  void burstThenOneEachRefill() {
    take(3, "a");
    assertEquals(1_000, limiter.take("a"));
    nowMillis.addAndGet(999);
    assertEquals(1, limiter.take("a"));
    nowMillis.addAndGet(1);
    assertEquals(0, limiter.take("a"));
    assertTrue(limiter.take("a") > 0);
  }

  @Test
  void manyTriesAreTakenTogetherOrNotAtAll() {
    assertEquals(0, limiter.take("a", 2));
    assertEquals(1_000, limiter.take("a", 2));
    assertEquals(0, limiter.take("a"));
  }

  @Test
  void keysAreIndependentAndTheEmptyOneIsFree() {
    take(3, "a");
    take(3, "b");
    take(100, "");
  }

  @Test
  void givenBackTriesCount() {
    take(3, "a");
    limiter.giveBack("a");
    take(1, "a");
    assertTrue(limiter.take("a") > 0);
  }

  @Test
  void givingBackNeverMakesMoreThanTheBurst() {
    for (int count = 0; count < 10; count++) {
      limiter.take("a");
      limiter.giveBack("a");
      limiter.giveBack("a");
    }
    take(3, "a");
    assertTrue(limiter.take("a") > 0);
  }

  @Test
  void clockThatGoesBackLocksNobodyOut() {
    take(3, "a");
    nowMillis.addAndGet(-Duration.ofDays(3_650).toMillis());
    assertTrue(limiter.take("a") <= 1_000);
    nowMillis.addAndGet(3_000);
    take(3, "a");
  }

  @Test
  void memoryIsBounded() {
    take(3, "first");
    for (int count = 0; count < AttemptLimiter.KEYS_MAX; count++) {
      limiter.take("key" + count);
    }
    assertEquals(0, limiter.take("first"));
  }

  private void take(int times, String key) {
    for (int count = 0; count < times; count++) {
      assertEquals(0, limiter.take(key));
    }
  }
}
