package dev.godwit.testkit.sim;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/// Which troubles a world has. Each world has some of them, since one that is hit by everything at
/// once gets nothing done.
final class Possible {
  private Possible() {}

  /// The same draws are made whatever is left out, so that a smaller world stays alike.
  static Set<Trouble> of(World world, Setup setup) {
    EnumSet<Trouble> some = EnumSet.noneOf(Trouble.class);
    for (Trouble trouble : Trouble.values()) {
      if (trouble != Trouble.SEVERAL_NODES && world.chance(probability(trouble))) {
        some.add(trouble);
      }
    }
    if (!some.contains(Trouble.SECOND_HOME) && hasSeveralNodes(setup.seed())) {
      some.add(Trouble.SEVERAL_NODES);
    }
    some.removeAll(setup.without());
    return some;
  }

  /// Drawn apart, so that the worlds of one node are the same with it and without it.
  private static boolean hasSeveralNodes(long seed) {
    var random = new SplittableRandom(~seed);
    return random.nextDouble() < probability(Trouble.SEVERAL_NODES);
  }

  private static double probability(Trouble trouble) {
    return switch (trouble) {
      case CUT, DEVICE_CRASH, NODE_CRASH, WRITE_FAULT, LATE_WRITE -> 0.6;
      case HALF_CUT, AWAY, SLOW_DEVICE, DRAIN, READ_FAULT, SLOW_DISK -> 0.5;
      case SEVERAL_NODES -> 0.6;
      case LEAP, NODE_CLOCK, DEVICE_CLOCK -> 0.3;
      case SECOND_HOME, OVERLOAD, RESTORE -> 0.2;
      case CROWD -> 0.08;
    };
  }
}
