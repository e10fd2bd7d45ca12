package dev.godwit.bench.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class StepsTest {
  /// One second for each call of a primitive but hashing, which takes none.
  private static final PrimitiveFloor SECONDS =
      new PrimitiveFloor(1, 1, 1, 1, 1, 1, Double.POSITIVE_INFINITY);

  private static void assertSeconds(double expected, double nanos) {
    assertEquals(expected * 1e9, nanos, 1);
  }

  @Test
  void theFloorCountsTheCallsThatNobodyCanAvoid() {
    Steps floor = Steps.atBest(1_024, SECONDS);
    assertSeconds(1_023 * 3 + 3, floor.create());
    assertSeconds(1_024 + 2, floor.join());
    assertSeconds(1_023 + 11 + 2, floor.updateFresh());
    assertSeconds(10 + 11 + 2, floor.updateFilled());
    assertSeconds(1 + 10 + 2, floor.followFilled());
    assertSeconds(2, floor.pair());
  }

  @Test
  void aTreeHasALevelForEachDoubling() {
    assertSeconds(2 + 3 + 2, Steps.atBest(4, SECONDS).updateFilled());
    assertSeconds(3 + 4 + 2, Steps.atBest(5, SECONDS).updateFilled());
  }
}
