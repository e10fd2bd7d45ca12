package dev.godwit.device.codec;

import dev.godwit.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes a record field by field; [Unpacker] reads it in the same order.
public final class Packer {
  private static final int START_BYTES = 96;

  private byte[] array = new byte[START_BYTES];
  private int size;

  /// A number from 0.
  public Packer number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("A number of a record is never negative");
    }
    long rest = value;
    while (rest >= 0x80) {
      write((byte) (rest | 0x80));
      rest >>>= 7;
    }
    write((byte) rest);
    return this;
  }

  public Packer flag(boolean value) {
    return number(value ? 1 : 0);
  }

  /// The 16 bytes of an id, without a length.
  public Packer id(long high, long low) {
    return fixed(high).fixed(low);
  }

  public Packer bytes(Bytes value) {
    number(value.size());
    return raw(value.shared());
  }

  public Packer text(String value) {
    return bytes(Bytes.owned(value.getBytes(StandardCharsets.UTF_8)));
  }

  /// Bytes without a length, read by [Unpacker#rest].
  public Packer rest(Bytes value) {
    return raw(value.shared());
  }

  public Bytes toBytes() {
    return Bytes.owned(Arrays.copyOf(array, size));
  }

  private Packer fixed(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      write((byte) (value >>> shift));
    }
    return this;
  }

  private Packer raw(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, array, size, bytes.length);
    size += bytes.length;
    return this;
  }

  private void write(byte value) {
    reserve(1);
    array[size++] = value;
  }

  private void reserve(int more) {
    if (array.length - size < more) {
      array = Arrays.copyOf(array, Math.max(2 * array.length, size + more));
    }
  }
}
