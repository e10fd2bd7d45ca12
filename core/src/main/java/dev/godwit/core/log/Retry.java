package dev.godwit.core.log;

/// When a store that did not answer is asked again.
public final class Retry {
  /// How long after it did not.
  public static final int MILLIS = 1_000;

  private Retry() {}

  /// Whether it is time to; a clock that was set back must not put it off.
  public static boolean isDue(long dueMillis, long nowMillis) {
    return nowMillis >= dueMillis || nowMillis < dueMillis - MILLIS;
  }
}
