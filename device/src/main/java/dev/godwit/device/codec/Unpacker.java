package dev.godwit.device.codec;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what [Packer] wrote. Every method throws [MalformedRecord] when the bytes end too early;
/// nothing is allocated for a length that is not there.
public final class Unpacker {
  private final byte[] array;
  private int position;

  public Unpacker(Bytes bytes) {
    this.array = bytes.shared();
  }

  public boolean hasMore() {
    return position < array.length;
  }

  public long number() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      byte next = next();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedRecord();
  }

  /// A number that fits into an int.
  public int index() {
    long value = number();
    if (value > Integer.MAX_VALUE) {
      throw new MalformedRecord();
    }
    return (int) value;
  }

  public boolean flag() {
    return number() != 0;
  }

  public AccountId account() {
    return new AccountId(fixed(), fixed());
  }

  public ConversationId conversation() {
    return new ConversationId(fixed(), fixed());
  }

  public DeviceId device() {
    return new DeviceId(fixed(), fixed());
  }

  public EntryId entry() {
    return new EntryId(fixed(), fixed());
  }

  public Bytes bytes() {
    long length = number();
    if (length > array.length - position) {
      throw new MalformedRecord();
    }
    return take((int) length);
  }

  public String text() {
    return new String(bytes().shared(), StandardCharsets.UTF_8);
  }

  /// Everything that is left.
  public Bytes rest() {
    return take(array.length - position);
  }

  private Bytes take(int length) {
    Bytes taken = Bytes.owned(Arrays.copyOfRange(array, position, position + length));
    position += length;
    return taken;
  }

  private long fixed() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | (next() & 0xff);
    }
    return value;
  }

  private byte next() {
    if (position == array.length) {
      throw new MalformedRecord();
    }
    return array[position++];
  }
}
