package dev.godwit.bench.mls;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// What time a step has taken.
public enum Clock {
  /// The time that has passed.
  WALL {
    @Override
    long nanos() {
      return System.nanoTime();
    }
  },

  /// The time that this thread was on a processor, for a machine that does other things too. The
  /// garbage collector's is not in it.
  CPU {
    @Override
    long nanos() {
      return THREADS.getCurrentThreadCpuTime();
    }
  };

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  abstract long nanos();

  final long nanosOf(Runnable step) {
    long start = nanos();
    step.run();
    return nanos() - start;
  }
}
