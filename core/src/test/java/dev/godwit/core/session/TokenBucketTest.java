package dev.godwit.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
  @Test
  void aBurstPassesThenSoManyASecond() {
    TokenBucket bucket = new TokenBucket(10, 3, 0);
    for (int i = 0; i < 3; i++) {
      assertTrue(bucket.take(0));
    }
    assertFalse(bucket.take(0));
    assertEquals(100, bucket.millisToNext());
    assertTrue(bucket.take(100));
    assertFalse(bucket.take(100));
  }

  @Test
  void aClockThatLeapsFillsItAndNoMore() {
    TokenBucket bucket = new TokenBucket(10, 2, 0);
    assertTrue(bucket.take(Long.MAX_VALUE / 2));
    assertTrue(bucket.take(Long.MAX_VALUE / 2));
    assertFalse(bucket.take(Long.MAX_VALUE / 2));
    assertFalse(bucket.take(0));
    assertTrue(bucket.take(100));
  }
}
