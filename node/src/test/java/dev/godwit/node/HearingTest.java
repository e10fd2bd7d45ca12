package dev.godwit.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jctools.queues.MpscUnboundedArrayQueue;
import org.junit.jupiter.api.Test;

final class HearingTest {
  private final MpscUnboundedArrayQueue<String> inputs = new MpscUnboundedArrayQueue<>(4);
  private long readMillis = Long.MAX_VALUE;
  private final Hearing hearing = new Hearing(inputs, now -> Math.min(now, readMillis));

  @Test
  void everythingIsHeardUntilTheLastTickWhileNothingWaits() {
    hearing.heardMillis(1_000);
    assertEquals(1_000, hearing.heardMillis(1_100));
    assertEquals(1_100, hearing.heardMillis(1_200));
  }

  @Test
  void whatWaitsIsNotHeardUntilItIsTaken() {
    hearing.heardMillis(1_000);
    for (int count = 0; count < 10; count++) {
      inputs.add("a frame");
    }
    assertEquals(1_000, hearing.heardMillis(1_100));
    inputs.drain(_ -> {}, 9);
    assertEquals(1_000, hearing.heardMillis(9_000));
    inputs.drain(_ -> {}, 1);
    inputs.add("a later frame");
    assertEquals(1_100, hearing.heardMillis(9_100));
  }

  @Test
  void aPauseIsNotTheSilenceOfTheDevices() {
    hearing.heardMillis(1_000);
    assertEquals(1_000, hearing.heardMillis(60_000));
    assertEquals(60_000, hearing.heardMillis(60_100));
  }

  @Test
  void whatIsNotReadFromTheNetworkIsNotHeard() {
    readMillis = 900;
    hearing.heardMillis(1_000);
    assertEquals(900, hearing.heardMillis(60_000));
    readMillis = 60_000;
    assertEquals(900, hearing.heardMillis(60_100));
    assertEquals(60_000, hearing.heardMillis(60_200));
  }

  @Test
  void aClockThatIsSetBackLeadsNowhereLater() {
    hearing.heardMillis(60_000);
    assertEquals(1_000, hearing.heardMillis(1_000));
    assertEquals(1_000, hearing.heardMillis(1_100));
  }
}
