package dev.godwit.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final Deadlines<String> deadlines = new Deadlines<>(0);

  @Test
  void nothingIsDueBeforeItsTimeAndEverythingOnce() {
    deadlines.add("late", 1_000);
    deadlines.add("early", 300);
    assertEquals(List.of(), deadlines.take(299));
    assertEquals(List.of("early"), deadlines.take(500));
    assertEquals(List.of("late"), deadlines.take(1_200));
    assertEquals(List.of(), deadlines.take(10_000));
  }

  @Test
  void afterALeapOfTheClockEverythingIsFound() {
    deadlines.add("one", 1_000);
    deadlines.add("two", 15_000);
    assertEquals(List.of("one", "two"), deadlines.take(Long.MAX_VALUE / 2));
  }

  @Test
  void whatIsMoreThanARoundAwayComesBackEarlier() {
    deadlines.add("far", 900_000);
    assertEquals(List.of("far"), deadlines.take(100_000));
  }

  @Test
  void aTimeThatHasPassedIsDueInTheNextTick() {
    deadlines.take(5_000);
    deadlines.add("passed", 10);
    assertEquals(List.of("passed"), deadlines.take(5_100));
  }

  @Test
  void afterTheClockWasSetBackEverythingIsLookedAtWithinARound() {
    Deadlines<String> deadlines = new Deadlines<>(3_600_000);
    deadlines.add("a", 3_602_000);
    assertEquals(List.of(), deadlines.take(0));
    assertEquals(List.of("a"), deadlines.take(Deadlines.SLOTS * Worker.TICK_MILLIS));
  }
}
