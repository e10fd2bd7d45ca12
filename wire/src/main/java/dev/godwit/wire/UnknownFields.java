package dev.godwit.wire;

import java.util.Arrays;

/// Gathers the fields of one message that are not known, in their order.
final class UnknownFields {
  static final UnknownFields NONE = new UnknownFields(new byte[0]);

  private byte[] array;
  private int size;

  private UnknownFields(byte[] array) {
    this.array = array;
  }

  /// Adds what `in` has read since `start`; gives the object to go on with.
  UnknownFields plus(Reader in, int start) {
    int length = in.position() - start;
    UnknownFields to = this == NONE ? new UnknownFields(new byte[length]) : this;
    to.append(in.array(), start, length);
    return to;
  }

  private void append(byte[] from, int offset, int length) {
    if (size + length > array.length) {
      array = Arrays.copyOf(array, Math.max(size + length, 2 * array.length));
    }
    System.arraycopy(from, offset, array, size, length);
    size += length;
  }

  /// Ends the gathering.
  Bytes toBytes() {
    return Bytes.owned(size == array.length ? array : Arrays.copyOf(array, size));
  }
}
