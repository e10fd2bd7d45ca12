package dev.godwit.device;

import org.junit.jupiter.api.Test;

/// Devices in turmoil. One seed, one run; a failure names its seed.
final class DeviceSim {
  private static final int SEEDS = 20;

  @Test
  void nothingIsLostNothingIsShownTwiceAndEveryoneEndsUpWithTheSame() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      new Turmoil(seed).run();
    }
  }
}
