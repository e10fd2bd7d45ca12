package dev.godwit.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static Backoff at(String url) {
    return new Backoff(new Random(7), URI.create(url));
  }

  private static long longestOf(Backoff backoff, int attempts) {
    long longest = 0;
    for (int i = 0; i < attempts; i++) {
      longest = Math.max(longest, backoff.next());
    }
    return longest;
  }

  @Test
  void aNodeOnThisMachineIsAskedEachSecond() {
    assertTrue(longestOf(at("http://localhost:8080"), 100) <= Backoff.NEAR_MILLIS_MAX);
  }

  @Test
  void aFarNodeIsAskedLessAndLess() {
    long longest = longestOf(at("https://chat.example.org"), 100);
    assertTrue(longest > Backoff.NEAR_MILLIS_MAX);
    assertTrue(longest <= Backoff.FAR_MILLIS_MAX);
  }

  @Test
  void theFirstAttemptsAreQuickAgainAfterAGoodConnection() {
    Backoff backoff = at("https://chat.example.org");
    longestOf(backoff, 20);
    backoff.reset();
    assertTrue(longestOf(backoff, 2) <= 2 * Backoff.FIRST_MILLIS);
  }

  @Test
  void twoDevicesDoNotComeBackInStep() {
    Backoff one = new Backoff(new Random(1), URI.create("https://chat.example.org"));
    Backoff other = new Backoff(new Random(2), URI.create("https://chat.example.org"));
    boolean differs = false;
    for (int i = 0; i < 10; i++) {
      differs |= one.next() != other.next();
    }
    assertTrue(differs);
  }
}
