package dev.godwit.core.log;

import dev.godwit.wire.Bytes;
import java.util.Arrays;

/// Writes what a fold of a log keeps: numbers and ids, one after the other. [StateReader] reads it.
public final class StateWriter {
  private static final int BYTES_FIRST = 64;

  private byte[] array = new byte[BYTES_FIRST];
  private int size;

  /// A number that is never negative, in as few bytes as it needs.
  public StateWriter number(long value) {
    assert value >= 0 : "a kept number is never negative";
    ensure(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      array[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[size++] = (byte) rest;
    return this;
  }

  /// The two halves of an id, 16 bytes.
  public StateWriter id(long high, long low) {
    ensure(2 * Long.BYTES);
    eight(high);
    eight(low);
    return this;
  }

  public StateWriter flag(boolean value) {
    return number(value ? 1 : 0);
  }

  /// Bytes with their length.
  public StateWriter bytes(Bytes value) {
    number(value.size());
    ensure(value.size());
    System.arraycopy(value.shared(), 0, array, size, value.size());
    size += value.size();
    return this;
  }

  public Bytes toBytes() {
    return Bytes.owned(Arrays.copyOf(array, size));
  }

  private void eight(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      array[size++] = (byte) (value >>> shift);
    }
  }

  private void ensure(int more) {
    if (array.length - size < more) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, size + more));
    }
  }
}
