package dev.godwit.engines.rocksdb;

import java.nio.ByteBuffer;

/// Where a log ends.
///
/// @param sequence of the last entry, 0 when the log does not exist
/// @param timeMillis of the last entry, [#NO_TIME] when no entry is kept: the next one starts a
///     run
record Head(long sequence, long timeMillis) {
  static final long NO_TIME = Keys.NUMBER_MAX;
  static final Head NONE = new Head(0, NO_TIME);

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(2 * Keys.NUMBER_BYTES);
    return Keys.putNumber(Keys.putNumber(out, sequence), timeMillis).array();
  }

  static Head decode(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    return new Head(Keys.getNumber(in), Keys.getNumber(in));
  }
}
