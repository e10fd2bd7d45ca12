package dev.godwit.wire;

/// Writes protobuf's encoding into one array of the right size. A field with its default value (0,
/// false, empty, none) is left out.
final class Writer {
  private static final int VARINT = 0;
  private static final int RUN = 2;

  private final byte[] array;
  private int position;

  Writer(int size) {
    this.array = new byte[size];
  }

  /// Ends the writing.
  Bytes toBytes() {
    if (position != array.length) {
      throw new AssertionError("The size was computed wrongly");
    }
    return Bytes.owned(array);
  }

  void number(int field, long value) {
    if (value != 0) {
      varint(field << 3 | VARINT);
      varint(value);
    }
  }

  void flag(int field, boolean value) {
    number(field, value ? 1 : 0);
  }

  void text(int field, String value) {
    if (!value.isEmpty()) {
      open(field, Utf8.size(value));
      position = Utf8.encode(value, array, position);
    }
  }

  void bytes(int field, Bytes value) {
    if (!value.isEmpty()) {
      open(field, value.size());
      raw(value);
    }
  }

  /// An id, left out when it is none.
  void id(int field, long high, long low) {
    if ((high | low) != 0) {
      idInList(field, high, low);
    }
  }

  void idInList(int field, long high, long low) {
    open(field, Ids.BYTES);
    Ids.encode(high, array, position);
    Ids.encode(low, array, position + Long.BYTES);
    position += Ids.BYTES;
  }

  /// Starts a field of `size` bytes, which the caller writes next.
  void open(int field, int size) {
    varint(field << 3 | RUN);
    varint(size);
  }

  /// Starts a field that is left out when it has no bytes; tells whether to write them.
  boolean openIfAny(int field, int size) {
    if (size == 0) {
      return false;
    }
    open(field, size);
    return true;
  }

  void raw(Bytes value) {
    System.arraycopy(value.shared(), 0, array, position, value.size());
    position += value.size();
  }

  private void varint(long value) {
    while ((value & ~0x7fL) != 0) {
      array[position++] = (byte) (value | 0x80);
      value >>>= 7;
    }
    array[position++] = (byte) value;
  }

  // --- Sizes, each with the field's tag ---

  static int sizeOfNumber(int field, long value) {
    return value == 0 ? 0 : sizeOfTag(field) + sizeOfVarint(value);
  }

  static int sizeOfFlag(int field, boolean value) {
    return value ? sizeOfTag(field) + 1 : 0;
  }

  static int sizeOfText(int field, String value) {
    return value.isEmpty() ? 0 : sizeOfMessage(field, Utf8.size(value));
  }

  static int sizeOfBytes(int field, Bytes value) {
    return value.isEmpty() ? 0 : sizeOfMessage(field, value.size());
  }

  static int sizeOfId(int field, long high, long low) {
    return (high | low) == 0 ? 0 : sizeOfIdInList(field);
  }

  static int sizeOfIdInList(int field) {
    return sizeOfTag(field) + 1 + Ids.BYTES;
  }

  static int sizeOfMessage(int field, int size) {
    return sizeOfTag(field) + sizeOfVarint(size) + size;
  }

  static int sizeOfMessageIfAny(int field, int size) {
    return size == 0 ? 0 : sizeOfMessage(field, size);
  }

  private static int sizeOfTag(int field) {
    return sizeOfVarint(field << 3);
  }

  private static int sizeOfVarint(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  /// Numbers of the protocol are never negative: a reader would refuse them.
  static void checkNumber(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("A number of a message is never negative");
    }
  }
}
