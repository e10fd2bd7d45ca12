package dev.godwit.bench.mls;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.bench.report.Progress;
import org.junit.jupiter.api.Test;

final class GroupRunTest {
  private static final PrimitiveFloor NOT_MEASURED = new PrimitiveFloor(1, 1, 1, 1, 1, 1, 1);

  @Test
  void everyStepOfASmallGroupIsDone() {
    GroupFigures figures = new GroupRun(5, 1, Clock.CPU, Progress.NONE).measure(NOT_MEASURED);
    Steps steps = figures.steps();
    assertTrue(steps.create() > 0 && steps.join() > 0);
    assertTrue(steps.updateFresh() > 0 && steps.followFresh() > 0);
    assertTrue(steps.updateFilled() > 0 && steps.followFilled() > 0);
    assertTrue(steps.pair() > 0);
    // a message of 160 bytes is longer once it is signed and encrypted
    assertTrue(figures.sizes().ciphertext() > 160 && figures.sizes().ciphertext() <= 310);
  }
}
