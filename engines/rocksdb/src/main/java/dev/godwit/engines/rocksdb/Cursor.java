package dev.godwit.engines.rocksdb;

import java.nio.ByteBuffer;

/// The two numbers of a device's cursor: `delivered (6) | read (6)`.
record Cursor(long delivered, long read) {
  /// Below every cursor: nothing is kept, not even zeros.
  static final Cursor NONE = new Cursor(-1, -1);

  Cursor max(Cursor other) {
    return new Cursor(Math.max(delivered, other.delivered), Math.max(read, other.read));
  }

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(2 * Keys.NUMBER_BYTES);
    return Keys.putNumber(Keys.putNumber(out, delivered), read).array();
  }

  static Cursor decode(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    return new Cursor(Keys.getNumber(in), Keys.getNumber(in));
  }
}
