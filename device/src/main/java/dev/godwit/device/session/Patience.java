package dev.godwit.device.session;

/// How long the node's answer is waited for before the same is sent again, with the same id. What a
/// slow line is still taking must not wait behind itself.
public final class Patience {
  private static final long ANSWER_MILLIS_MAX = 10_000;

  /// What the slowest line takes.
  private static final int BYTES_PER_MILLI_MIN = 2;

  private Patience() {}

  /// @param bytes of what was sent
  public static long millis(int bytes) {
    return ANSWER_MILLIS_MAX + bytes / BYTES_PER_MILLI_MIN;
  }
}
