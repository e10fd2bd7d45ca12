package dev.godwit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final URI NEAR = URI.create("http://localhost:8080");
  private static final URI FAR = URI.create("https://chat.example.org");

  /// Any moment will do: the clock says nothing about the time of day.
  private long nanos = -TimeUnit.HOURS.toNanos(1);

  private Backoff at(URI server) {
    return new Backoff(new Random(7), () -> nanos, server);
  }

  private void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /// Tries until the node has been away for so long; answers the last wait.
  private long waitedOut(Backoff backoff, long awayMillis) {
    long wait = 0;
    for (long away = 0; away < awayMillis; away += wait) {
      wait = backoff.afterSilence();
      pass(wait);
    }
    return wait;
  }

  @Test
  void theFirstAttemptsAreQuick() {
    assertTrue(at(FAR).afterSilence() <= Backoff.FIRST_MILLIS);
  }

  @Test
  void nobodyWaitsMuchLongerThanTheNodeWasAway() {
    assertTrue(waitedOut(at(FAR), 1_600) <= 400);
    assertTrue(waitedOut(at(FAR), 8_000) <= 2_000);
  }

  @Test
  void aNodeThatIsAwayForLongIsAskedSeldom() {
    Backoff backoff = at(FAR);
    waitedOut(backoff, TimeUnit.HOURS.toMillis(1));
    long wait = backoff.afterSilence();
    assertTrue(wait >= Backoff.FAR_MILLIS_MAX / 2 && wait <= Backoff.FAR_MILLIS_MAX);
  }

  @Test
  void aNodeOnThisMachineIsAskedEachSecond() {
    Backoff backoff = at(NEAR);
    waitedOut(backoff, TimeUnit.HOURS.toMillis(1));
    assertTrue(backoff.afterSilence() <= Backoff.NEAR_MILLIS_MAX);
  }

  @Test
  void theFirstAttemptsAreQuickAgainAfterAGoodConnection() {
    Backoff backoff = at(FAR);
    waitedOut(backoff, 60_000);
    backoff.reset();
    pass(60_000);
    assertTrue(backoff.afterSilence() <= Backoff.FIRST_MILLIS);
  }

  @Test
  void aBusyNodeIsGivenMoreTimeWithEachAnswerEvenWhenItLetsUsInBetween() {
    Backoff backoff = at(FAR);
    long first = backoff.afterBusy();
    assertTrue(first >= Backoff.BUSY_MILLIS / 2 && first <= Backoff.BUSY_MILLIS);
    backoff.reset();
    assertTrue(backoff.afterBusy() >= Backoff.BUSY_MILLIS);
    for (int i = 0; i < 20; i++) {
      assertTrue(backoff.afterBusy() <= Backoff.FAR_MILLIS_MAX);
    }
    pass(Backoff.BUSY_FORGOTTEN_MILLIS + 1);
    assertTrue(backoff.afterBusy() <= Backoff.BUSY_MILLIS);
  }

  @Test
  void twoDevicesDoNotComeBackInStep() {
    Backoff one = new Backoff(new Random(1), () -> nanos, FAR);
    Backoff other = new Backoff(new Random(2), () -> nanos, FAR);
    int same = 0;
    for (int i = 0; i < 10; i++) {
      pass(1_000);
      same += one.afterSilence() == other.afterSilence() ? 1 : 0;
    }
    assertEquals(0, same);
  }
}
