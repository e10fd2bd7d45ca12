package dev.godwit.wire;

import java.util.Arrays;

/// An immutable run of bytes, equal by content. Records hold this in place of an array.
///
/// [#of] copies, [#owned] does not: its caller gives the array away and must not touch it again.
/// Not for secrets that must be erased.
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  public static Bytes of(byte... array) {
    return array.length == 0 ? EMPTY : new Bytes(array.clone());
  }

  /// Takes over `array` without a copy.
  public static Bytes owned(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array);
  }

  public int size() {
    return array.length;
  }

  public boolean isEmpty() {
    return array.length == 0;
  }

  public byte get(int index) {
    return array[index];
  }

  public byte[] toArray() {
    return array.clone();
  }

  /// The array itself, for readers that promise not to write to it (encoders, hashes).
  public byte[] shared() {
    return array;
  }

  @Override
  public int compareTo(Bytes other) {
    int common = Math.min(array.length, other.array.length);
    for (int i = 0; i < common; i++) {
      int difference = (array[i] & 0xff) - (other.array[i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return array.length - other.array.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  /// The length only: the content may be a ciphertext or a key.
  @Override
  public String toString() {
    return "Bytes[" + array.length + "]";
  }
}
