package dev.godwit.engines.rocksdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The number of the last group that a committer wrote, kept with that group: after a failed
/// write and a new start of the database it tells whether the group is there.
final class Receipt {
  private static final long UNKNOWN = -1;

  private final byte[] key;
  private long written = UNKNOWN;

  Receipt(String committer) {
    key = ("written/" + committer).getBytes(StandardCharsets.US_ASCII);
  }

  byte[] key() {
    return key;
  }

  boolean isKnown() {
    return written != UNKNOWN;
  }

  long next() {
    return written + 1;
  }

  void set(long number) {
    written = number;
  }

  void forget() {
    written = UNKNOWN;
  }

  static byte[] encode(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static long decode(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }
}
