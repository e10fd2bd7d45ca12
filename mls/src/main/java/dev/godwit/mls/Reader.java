package dev.godwit.mls;

import dev.godwit.mls.crypto.Copies;
import java.util.ArrayList;
import java.util.List;

/// Decodes the TLS presentation language with variable-size vectors (RFC 9420 §2.1). Whatever does
/// not fit is [Rule#MALFORMED]; nothing is allocated that the input does not hold.
final class Reader {
  private final byte[] buffer;
  private final int limit;
  private int position;

  Reader(byte[] buffer) {
    this(buffer, 0, buffer.length);
  }

  Reader(Bytes bytes) {
    this(bytes.array());
  }

  private Reader(byte[] buffer, int position, int limit) {
    this.buffer = buffer;
    this.position = position;
    this.limit = limit;
  }

  /// Reads the whole of the bytes as one structure.
  static <T> T whole(byte[] bytes, Decoder<T> decoder) {
    Reader in = new Reader(bytes);
    T value = decoder.read(in);
    in.finish();
    return value;
  }

  /// Reads one structure.
  @FunctionalInterface
  interface Decoder<T> {
    T read(Reader in);
  }

  /// Moves on by so many bytes.
  Reader skip(int count) {
    need(count);
    position += count;
    return this;
  }

  boolean hasMore() {
    return position < limit;
  }

  /// Requires that nothing is left.
  void finish() {
    Rule.MALFORMED.require(position == limit);
  }

  int position() {
    return position;
  }

  /// A copy of what was read since that position.
  byte[] since(int from) {
    return Copies.range(buffer, from, position);
  }

  int uint8() {
    need(1);
    return buffer[position++] & 0xff;
  }

  int uint16() {
    need(2);
    int value = (buffer[position] & 0xff) << 8 | (buffer[position + 1] & 0xff);
    position += 2;
    return value;
  }

  /// Unsigned in the bits of an `int`: an index above 2^31 - 1 is negative here and never found.
  int uint32() {
    int high = uint16();
    return high << 16 | uint16();
  }

  long uint64() {
    long high = uint32();
    return high << 32 | (uint32() & 0xffffffffL);
  }

  byte[] raw(int count) {
    need(count);
    position += count;
    return Copies.range(buffer, position - count, position);
  }

  /// `opaque value<V>`.
  byte[] vector() {
    return raw(varint());
  }

  /// `opaque value<V>`.
  Bytes bytes() {
    return Bytes.wrap(vector());
  }

  /// Passes over `opaque value<V>`.
  void skipVector() {
    int count = varint();
    need(count);
    position += count;
  }

  /// A reader of just the contents of a vector, which is passed over here.
  Reader sub() {
    int count = varint();
    need(count);
    position += count;
    return new Reader(buffer, position - count, position);
  }

  <T> List<T> list(Decoder<T> decoder) {
    Reader items = sub();
    List<T> list = new ArrayList<>();
    while (items.hasMore()) {
      list.add(decoder.read(items));
    }
    return List.copyOf(list);
  }

  List<Integer> uint16s() {
    return list(Reader::uint16);
  }

  int[] uint32s() {
    Reader items = sub();
    Rule.MALFORMED.require((items.limit - items.position) % 4 == 0);
    int[] values = new int[(items.limit - items.position) / 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = items.uint32();
    }
    return values;
  }

  /// The presence byte of an `optional<T>` (§2.1.1).
  boolean present() {
    int value = uint8();
    Rule.MALFORMED.require(value <= 1);
    return value == 1;
  }

  /// The rest of the input.
  byte[] rest() {
    return raw(limit - position);
  }

  /// The length of a vector; longer forms than needed are malformed (§2.1.2).
  int varint() {
    int first = uint8();
    int value = first & 0x3f;
    switch (first >>> 6) {
      case 0 -> {
        return value;
      }
      case 1 -> value = value << 8 | uint8();
      case 2 -> value = (value << 8 | uint8()) << 16 | uint16();
      default -> throw Rule.MALFORMED.broken();
    }
    Rule.MALFORMED.require(Writer.varintBytes(value) == 1 << (first >>> 6));
    return value;
  }

  private void need(int count) {
    Rule.MALFORMED.require(count >= 0 && limit - position >= count);
  }
}
