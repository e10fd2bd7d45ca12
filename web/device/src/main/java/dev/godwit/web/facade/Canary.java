package dev.godwit.web.facade;

/// Faults that must throw. Compiled without TeaVM's `strict` they would go on with wrong values,
/// and every bound check in the code that was compiled beside them would be gone too.
public final class Canary {
  private Canary() {}

  /// Writes to an array of two bytes at this index; gives what stands there afterwards.
  public static int write(int index) {
    byte[] bytes = new byte[2];
    bytes[index] = 1;
    return bytes[index];
  }

  /// Reads from an array of two bytes at this index.
  public static int read(int index) {
    byte[] bytes = {1, 2};
    return bytes[index];
  }

  /// The length of a text that may be null.
  public static int length(String text) {
    return text.length();
  }
}
