package dev.godwit.mls;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An immutable string of bytes that compares by content.
public final class Bytes implements Comparable<Bytes> {
  /// No bytes at all.
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final String DIGITS = "0123456789abcdef";

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A copy of these bytes.
  public static Bytes of(byte... bytes) {
    return new Bytes(bytes.clone());
  }

  /// Takes the array over without copying: nobody may change it any more.
  static Bytes wrap(byte[] bytes) {
    return new Bytes(bytes);
  }

  public int size() {
    return bytes.length;
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  /// The array itself, only to be read.
  byte[] array() {
    return bytes;
  }

  /// Lower-case hexadecimal, two digits a byte.
  public String hex() {
    StringBuilder text = new StringBuilder(2 * bytes.length);
    for (byte b : bytes) {
      text.append(DIGITS.charAt((b >> 4) & 0xf)).append(DIGITS.charAt(b & 0xf));
    }
    return text.toString();
  }

  /// Orders as unsigned bytes, the shorter first where one begins the other.
  @Override
  public int compareTo(Bytes other) {
    int common = Math.min(bytes.length, other.bytes.length);
    for (int i = 0; i < common; i++) {
      int difference = (bytes[i] & 0xff) - (other.bytes[i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return bytes.length - other.bytes.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Only the length, since bytes may be secret.
  @Override
  public String toString() {
    return "Bytes[" + bytes.length + "]";
  }
}
