package dev.godwit.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MedianTest {

  @Test
  void oneOutlierDoesNotMoveIt() {
    assertEquals(3, Median.of(List.of(1_000, 3, 1, 2, 4), Integer::doubleValue));
  }

  @Test
  void ofAnEvenNumberItIsBetweenTheMiddleTwo() {
    assertEquals(2.5, Median.of(List.of(4, 1, 3, 2), Integer::doubleValue));
  }

  @Test
  void ofNothingThereIsNone() {
    assertEquals(Double.NaN, Median.of(List.<Integer>of(), Integer::doubleValue));
  }
}
