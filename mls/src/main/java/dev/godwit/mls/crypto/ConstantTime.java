package dev.godwit.mls.crypto;

/// Comparisons whose time does not depend on what the bytes are.
public final class ConstantTime {
  private ConstantTime() {}

  /// Whether both are the same. Only the lengths, which are public, decide how long it takes.
  public static boolean equal(byte[] a, byte[] b) {
    if (a.length != b.length) {
      return false;
    }
    int difference = 0;
    for (int i = 0; i < a.length; i++) {
      difference |= a[i] ^ b[i];
    }
    return difference == 0;
  }
}
