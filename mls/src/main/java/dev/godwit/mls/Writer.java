package dev.godwit.mls;

import dev.godwit.mls.crypto.Copies;
import java.util.List;

/// Encodes the TLS presentation language with variable-size vectors (RFC 9420 §2.1).
final class Writer {
  private static final int ONE_BYTE_MAX = 0x3f;
  private static final int TWO_BYTES_MAX = 0x3fff;
  private static final int FOUR_BYTES_MAX = 0x3fffffff;

  private byte[] buffer;
  private int length;

  /// For something short: in the browser an array is much cheaper up to this length.
  Writer() {
    this(64);
  }

  Writer(int capacity) {
    buffer = new byte[capacity];
  }

  /// The bytes written so far, after which nothing more is changed in them.
  byte[] toBytes() {
    return length == buffer.length ? buffer : Copies.begin(buffer, length);
  }

  int length() {
    return length;
  }

  Writer uint8(int value) {
    room(1);
    buffer[length++] = (byte) value;
    return this;
  }

  Writer uint16(int value) {
    room(2);
    buffer[length++] = (byte) (value >>> 8);
    buffer[length++] = (byte) value;
    return this;
  }

  Writer uint32(int value) {
    room(4);
    putInt(length, value);
    length += 4;
    return this;
  }

  Writer uint64(long value) {
    uint32((int) (value >>> 32));
    return uint32((int) value);
  }

  /// The bytes as they are.
  Writer raw(byte[] bytes) {
    return raw(bytes, 0, bytes.length);
  }

  Writer raw(byte[] bytes, int from, int count) {
    room(count);
    Copies.copy(bytes, from, buffer, length, count);
    length += count;
    return this;
  }

  /// Text that is ASCII. In the browser this is many times faster than a charset's encoder.
  Writer ascii(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      buffer[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  /// `opaque value<V>`.
  Writer vector(byte[] bytes) {
    varint(bytes.length);
    return raw(bytes);
  }

  /// `opaque value<V>`.
  Writer vector(Bytes bytes) {
    return vector(bytes.array());
  }

  /// `uint16 values<V>`.
  Writer uint16s(List<Integer> values) {
    varint(2 * values.size());
    for (int value : values) {
      uint16(value);
    }
    return this;
  }

  /// `uint32 values<V>`.
  Writer uint32s(int[] values) {
    varint(4 * values.length);
    for (int value : values) {
      uint32(value);
    }
    return this;
  }

  /// Opens a vector whose length is known only at its [#end(int)], which takes what this returns.
  int begin() {
    uint8(0);
    return length;
  }

  /// Closes the vector and puts its length before it.
  void end(int begun) {
    int size = length - begun;
    int more = varintBytes(size) - 1;
    room(more);
    System.arraycopy(buffer, begun, buffer, begun + more, size);
    length += more;
    putVarint(begun - 1, size);
  }

  /// The length of a vector: 1, 2 or 4 bytes, the fewest that hold it (§2.1.2).
  Writer varint(int value) {
    int size = varintBytes(value);
    room(size);
    putVarint(length, value);
    length += size;
    return this;
  }

  static int varintBytes(int value) {
    if (value < 0 || value > FOUR_BYTES_MAX) {
      throw new IllegalArgumentException("a vector is longer than 2^30 - 1 bytes");
    }
    return value <= ONE_BYTE_MAX ? 1 : value <= TWO_BYTES_MAX ? 2 : 4;
  }

  private void putVarint(int at, int value) {
    switch (varintBytes(value)) {
      case 1 -> buffer[at] = (byte) value;
      case 2 -> {
        buffer[at] = (byte) (0x40 | (value >>> 8));
        buffer[at + 1] = (byte) value;
      }
      default -> putInt(at, 0x80000000 | value);
    }
  }

  private void putInt(int at, int value) {
    buffer[at] = (byte) (value >>> 24);
    buffer[at + 1] = (byte) (value >>> 16);
    buffer[at + 2] = (byte) (value >>> 8);
    buffer[at + 3] = (byte) value;
  }

  private void room(int count) {
    if (buffer.length - length < count) {
      buffer = Copies.begin(buffer, Math.max(2 * buffer.length, length + count));
    }
  }
}
