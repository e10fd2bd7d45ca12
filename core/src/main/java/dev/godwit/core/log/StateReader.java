package dev.godwit.core.log;

import dev.godwit.wire.Bytes;
import java.io.EOFException;
import java.util.Arrays;

/// Reads what [StateWriter] wrote. Throws [StoreException.Corrupt] where the bytes end too early.
public final class StateReader {
  private final byte[] array;
  private int position;

  public StateReader(Bytes bytes) {
    this.array = bytes.shared();
  }

  public long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = next();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw corrupt();
  }

  /// A number that says how many things follow; never more than there are bytes left.
  public int count() {
    long count = number();
    if (count < 0 || count > array.length - position) {
      throw corrupt();
    }
    return (int) count;
  }

  /// One half of an id.
  public long half() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | (next() & 0xff);
    }
    return value;
  }

  public boolean flag() {
    return number() != 0;
  }

  /// Bytes with their length.
  public Bytes bytes() {
    int size = count();
    byte[] bytes = Arrays.copyOfRange(array, position, position + size);
    position += size;
    return Bytes.owned(bytes);
  }

  private byte next() {
    if (position == array.length) {
      throw corrupt();
    }
    return array[position++];
  }

  /// What is kept is not what was written.
  public static StoreException corrupt() {
    return new StoreException.Corrupt(new EOFException("a kept state does not decode"));
  }
}
