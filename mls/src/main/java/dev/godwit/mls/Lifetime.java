package dev.godwit.mls;

/// When a leaf node from a key package is valid (RFC 9420 §7.2), in seconds since
/// 1970-01-01T00:00:00Z, both ends within. The numbers are unsigned 64-bit.
public record Lifetime(long notBeforeSeconds, long notAfterSeconds) {
  static final long EARLIER_SECONDS = 3600;

  /// From an hour before now, for clocks that differ, until so many seconds after now.
  public static Lifetime from(long nowSeconds, long seconds) {
    return new Lifetime(nowSeconds - EARLIER_SECONDS, nowSeconds + seconds);
  }

  boolean contains(long nowSeconds) {
    return Long.compareUnsigned(notBeforeSeconds, nowSeconds) <= 0
        && Long.compareUnsigned(nowSeconds, notAfterSeconds) <= 0;
  }

  boolean isLongerThan(long seconds) {
    return Long.compareUnsigned(notBeforeSeconds, notAfterSeconds) > 0
        || Long.compareUnsigned(notAfterSeconds - notBeforeSeconds, seconds) > 0;
  }
}
