package dev.godwit.engines.rocksdb;

import dev.godwit.wire.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The fields of a kept record one behind the other: numbers in 8 bytes, bytes and text behind
/// their length in 4.
final class Fields {
  private Fields() {}

  static final class Writer {
    private final List<byte[]> parts = new ArrayList<>();
    private int size;

    Writer number(long number) {
      return part(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    Writer bytes(Bytes bytes) {
      part(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.size()).array());
      return part(bytes.shared());
    }

    Writer text(String text) {
      return bytes(Bytes.owned(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Writer part(byte[] part) {
      parts.add(part);
      size += part.length;
      return this;
    }

    byte[] end() {
      ByteBuffer out = ByteBuffer.allocate(size);
      parts.forEach(out::put);
      return out.array();
    }
  }

  /// Throws [java.nio.BufferUnderflowException] where a field is missing.
  static final class Reader {
    private final ByteBuffer in;

    Reader(byte[] value) {
      in = ByteBuffer.wrap(value);
    }

    boolean hasMore() {
      return in.hasRemaining();
    }

    long number() {
      return in.getLong();
    }

    Bytes bytes() {
      int size = in.getInt();
      if (size < 0 || size > in.remaining()) {
        throw new java.nio.BufferUnderflowException();
      }
      byte[] bytes = new byte[size];
      in.get(bytes);
      return Bytes.owned(bytes);
    }

    String text() {
      return new String(bytes().shared(), StandardCharsets.UTF_8);
    }
  }
}
