package dev.godwit.engines.rocksdb;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// CRC-32C as RocksDB keeps it: turned and shifted, so that a checksum over a checksum is no
/// trap.
final class Checksum {
  private static final int TURN_BITS = 15;
  private static final int SHIFT = 0xa282ead8;

  private Checksum() {}

  static int masked(ByteBuffer bytes, int from, int size) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(from, size));
    return Integer.rotateRight((int) crc.getValue(), TURN_BITS) + SHIFT;
  }
}
