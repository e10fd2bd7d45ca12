package dev.godwit.mls.crypto;

/// Copies of bytes, in the way that is quick in the browser too. There a loop is best for few of
/// them, since `System.arraycopy` makes a view of the array first, and `System.arraycopy` for many,
/// while `Arrays.copyOf` is always a loop. On the JVM all are alike.
public final class Copies {
  private static final int LOOP_BYTES_MAX = 96;

  private Copies() {}

  /// Copies between two arrays, or to a place before its own in the same.
  public static void copy(byte[] from, int at, byte[] to, int toAt, int count) {
    if (count > LOOP_BYTES_MAX) {
      System.arraycopy(from, at, to, toAt, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[toAt + i] = from[at + i];
    }
  }

  /// A fresh array of what stands between two places.
  public static byte[] range(byte[] from, int at, int end) {
    byte[] copy = new byte[end - at];
    copy(from, at, copy, 0, end - at);
    return copy;
  }

  /// A fresh array that begins so, and ends with zeros when it is longer.
  public static byte[] begin(byte[] from, int length) {
    byte[] copy = new byte[length];
    copy(from, 0, copy, 0, Math.min(from.length, length));
    return copy;
  }
}
