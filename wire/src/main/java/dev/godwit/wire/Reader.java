package dev.godwit.wire;

import dev.godwit.wire.MalformedFrame.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads protobuf's encoding. Every length is checked against what is there before anything is
/// allocated, and every fault of the bytes is a [MalformedFrame].
final class Reader {
  static final int NO_ID = -1;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int RUN = 2;
  private static final int FIXED32 = 5;

  private final byte[] array;
  private int position;
  private int limit;

  Reader(byte[] array, int offset, int length) {
    if (offset < 0 || length < 0 || length > array.length - offset) {
      throw new IndexOutOfBoundsException("Not inside the array");
    }
    this.array = array;
    this.position = offset;
    this.limit = offset + length;
  }

  byte[] array() {
    return array;
  }

  int position() {
    return position;
  }

  boolean hasMore() {
    return position < limit;
  }

  /// Goes into a message that is a field; gives what [#leave] needs to come back.
  int enter() {
    int length = length();
    int outer = limit;
    limit = position + length;
    return outer;
  }

  void leave(int outer) {
    limit = outer;
  }

  int tag() {
    long tag = varint();
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw new MalformedFrame(Reason.TAG);
    }
    return (int) tag;
  }

  static int number(int tag) {
    return tag >>> 3;
  }

  /// Whether the field is a length followed by as many bytes.
  static boolean isRun(int tag) {
    return (tag & 7) == RUN;
  }

  /// Passes over the content of a field.
  void skip(int tag) {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> advance(Long.BYTES);
      case RUN -> advance(length());
      case FIXED32 -> advance(Integer.BYTES);
      default -> throw new MalformedFrame(Reason.TAG);
    }
  }

  /// All 64 bits.
  long varint() {
    if (position < limit && array[position] >= 0) {
      return array[position++];
    }
    return longVarint();
  }

  private long longVarint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (position == limit) {
        throw new MalformedFrame(Reason.TRUNCATED);
      }
      byte next = array[position++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        if (shift == 63 && next > 1) {
          break;
        }
        return value;
      }
    }
    throw new MalformedFrame(Reason.NUMBER);
  }

  /// Below 2^63.
  long uint64() {
    long value = varint();
    if (value < 0) {
      throw new MalformedFrame(Reason.NUMBER);
    }
    return value;
  }

  /// Below 2^31.
  int uint32() {
    long value = varint();
    if (value != (value & Integer.MAX_VALUE)) {
      throw new MalformedFrame(Reason.NUMBER);
    }
    return (int) value;
  }

  boolean flag() {
    return varint() != 0;
  }

  Bytes bytes() {
    int from = advance(length());
    return from == position ? Bytes.EMPTY : Bytes.owned(Arrays.copyOfRange(array, from, position));
  }

  String text() {
    int from = advance(length());
    return Utf8.decode(array, from, position);
  }

  /// The index of an id's first byte, or [#NO_ID] when the field is empty.
  int id() {
    int length = length();
    if (length == 0) {
      return NO_ID;
    }
    if (length != Ids.BYTES) {
      throw new MalformedFrame(Reason.ID_LENGTH);
    }
    return advance(length);
  }

  /// Adds to a list that was `List.of()` first; gives the list to go on with.
  static <T> List<T> append(List<T> list, T item) {
    List<T> to = list.isEmpty() ? new ArrayList<>() : list;
    to.add(item);
    return to;
  }

  /// A length, checked against what is left.
  private int length() {
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw new MalformedFrame(Reason.TRUNCATED);
    }
    return (int) length;
  }

  /// Passes over `length` bytes; gives the index of the first.
  private int advance(int length) {
    if (length > limit - position) {
      throw new MalformedFrame(Reason.TRUNCATED);
    }
    int from = position;
    position += length;
    return from;
  }
}
