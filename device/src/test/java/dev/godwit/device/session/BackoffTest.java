package dev.godwit.device.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ErrorCode;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final String NEAR = "localhost";
  private static final String FAR = "chat.example.org";

  /// Any moment will do: the clock says nothing about the time of day.
  private long now = -TimeUnit.HOURS.toMillis(1);

  private static Backoff at(String host) {
    return new Backoff(new Random(7)::nextDouble, host);
  }

  private void pass(long millis) {
    now += millis;
  }

  /// Tries until the node has been away for so long; answers the last wait.
  private long waitedOut(Backoff backoff, long awayMillis) {
    long wait = 0;
    for (long away = 0; away < awayMillis; away += wait) {
      wait = backoff.afterSilence(now);
      pass(wait);
    }
    return wait;
  }

  @Test
  void theFirstAttemptsAreQuick() {
    assertTrue(at(FAR).afterSilence(now) <= Backoff.FIRST_MILLIS);
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
    long wait = backoff.afterSilence(now);
    assertTrue(wait >= Backoff.FAR_MILLIS_MAX / 2 && wait <= Backoff.FAR_MILLIS_MAX);
  }

  @Test
  void aNodeOnThisMachineIsAskedEachSecond() {
    Backoff backoff = at(NEAR);
    waitedOut(backoff, TimeUnit.HOURS.toMillis(1));
    assertTrue(backoff.afterSilence(now) <= Backoff.NEAR_MILLIS_MAX);
  }

  @Test
  void theFirstAttemptsAreQuickAgainAfterAGoodConnection() {
    Backoff backoff = at(FAR);
    waitedOut(backoff, 60_000);
    backoff.reset();
    pass(60_000);
    assertTrue(backoff.afterSilence(now) <= Backoff.FIRST_MILLIS);
  }

  @Test
  void aBusyNodeIsGivenMoreTimeWithEachAnswerEvenWhenItLetsUsInBetween() {
    Backoff backoff = at(FAR);
    long first = backoff.afterBusy(now);
    assertTrue(first >= Backoff.BUSY_MILLIS / 2 && first <= Backoff.BUSY_MILLIS);
    backoff.reset();
    assertTrue(backoff.afterBusy(now) >= Backoff.BUSY_MILLIS);
    for (int i = 0; i < 20; i++) {
      assertTrue(backoff.afterBusy(now) <= Backoff.FAR_MILLIS_MAX);
    }
    pass(Backoff.BUSY_FORGOTTEN_MILLIS + 1);
    assertTrue(backoff.afterBusy(now) <= Backoff.BUSY_MILLIS);
  }

  @Test
  void aNodeThatStopsIsGivenTheTimeItNamedButNotHours() {
    Backoff backoff = new Backoff(() -> 0.999, FAR);
    assertEquals(1_998, backoff.afterGoodbye(2_000));
    assertTrue(backoff.afterGoodbye(Long.MAX_VALUE) < Backoff.GOODBYE_MILLIS_MAX);
  }

  @Test
  void whoIsOverloadedOrRationsIsBusy() {
    assertTrue(Backoff.isBusy(ErrorCode.OVERLOADED));
    assertTrue(Backoff.isBusy(ErrorCode.RATE_LIMITED));
    assertFalse(Backoff.isBusy(ErrorCode.TOKEN_EXPIRED));
    assertTrue(Backoff.isBusy(CloseCode.OVERLOADED));
    assertFalse(Backoff.isBusy(CloseCode.SILENT));
  }

  private static boolean staysAway(Backoff backoff, CloseCode code, long livedMillis) {
    return backoff.staysAway(Optional.of(code), livedMillis);
  }

  @Test
  void onlyWhoIsNotWantedStaysAway() {
    Backoff backoff = at(FAR);
    assertFalse(backoff.staysAway(Optional.empty(), 1));
    assertFalse(staysAway(backoff, CloseCode.DRAINING, 1));
    assertTrue(staysAway(backoff, CloseCode.DEVICE_REVOKED, 1));
    assertTrue(staysAway(backoff, CloseCode.PROTOCOL_VIOLATED, 60_000));
  }

  @Test
  void whoIsDisplacedAfterAWhileStaysAway() {
    assertTrue(staysAway(at(FAR), CloseCode.DISPLACED, Backoff.EARLY_MILLIS_MAX + 1));
  }

  @Test
  void whoIsDisplacedSoonComesBackTwice() {
    Backoff backoff = at(FAR);
    assertFalse(staysAway(backoff, CloseCode.DISPLACED, Backoff.EARLY_MILLIS_MAX));
    assertFalse(backoff.staysAway(Optional.empty(), 1));
    backoff.reset();
    assertFalse(staysAway(backoff, CloseCode.DISPLACED, 1));
    assertTrue(staysAway(backoff, CloseCode.DISPLACED, 1));
  }

  @Test
  void aLongSessionMakesWhatWasBeforeForgotten() {
    Backoff backoff = at(FAR);
    assertFalse(staysAway(backoff, CloseCode.DISPLACED, 1));
    assertFalse(staysAway(backoff, CloseCode.DISPLACED, 1));
    assertFalse(backoff.staysAway(Optional.empty(), Backoff.EARLY_MILLIS_MAX + 1));
    assertFalse(staysAway(backoff, CloseCode.DISPLACED, 1));
  }

  @Test
  void twoDevicesDoNotComeBackInStep() {
    Backoff one = new Backoff(new Random(1)::nextDouble, FAR);
    Backoff other = new Backoff(new Random(2)::nextDouble, FAR);
    waitedOut(one, 60_000);
    waitedOut(other, 60_000);
    int same = 0;
    for (int i = 0; i < 10; i++) {
      same += one.afterSilence(now) == other.afterSilence(now) ? 1 : 0;
    }
    assertEquals(0, same);
  }
}
