package dev.godwit.engines.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A look at a write-ahead log of RocksDB that could not be read: is it damaged, and where?
///
/// It is a run of blocks of 32 KiB; each holds records `crc32c (4) | length (2) | type (1) |
/// bytes`, none of which reaches over the end of its block; fewer than 7 bytes at the end are
/// zeros.
final class WriteAheadLog {
  enum Finding {
    INTACT,

    /// Damaged at the end, with nothing good behind it: what the last write leaves when the
    /// machine loses its power before the sync. It was not acknowledged.
    TORN_AT_THE_END,

    /// Damaged, with good records behind it.
    DAMAGED
  }

  private static final int BLOCK_BYTES = 32_768;
  private static final int HEADER_BYTES = 7;
  private static final int TYPE_AT = 6;
  private static final int TYPE_MAX = 4;

  private final ByteBuffer bytes;

  private WriteAheadLog(ByteBuffer bytes) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  static Finding look(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new WriteAheadLog(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()))
          .look();
    }
  }

  private Finding look() {
    for (int block = 0; block < bytes.limit(); block += BLOCK_BYTES) {
      int bad = firstBad(block);
      if (bad >= 0) {
        return isIntactBehind(bad) ? Finding.DAMAGED : Finding.TORN_AT_THE_END;
      }
    }
    return Finding.INTACT;
  }

  private int end(int block) {
    return Math.min(block + BLOCK_BYTES, bytes.limit());
  }

  /// Where the first damaged record of a block starts, -1 without one.
  private int firstBad(int block) {
    int end = end(block);
    for (int at = block; at + HEADER_BYTES <= end; at += HEADER_BYTES + length(at)) {
      boolean blank = length(at) == 0 && bytes.get(at + TYPE_AT) == 0;
      if (blank) {
        return -1;
      }
      boolean cutOff = end == bytes.limit() && at + HEADER_BYTES + length(at) > end;
      if (!cutOff && !isIntact(at, end)) {
        return at;
      }
    }
    return -1;
  }

  private boolean isIntactBehind(int bad) {
    int block = bad - bad % BLOCK_BYTES;
    for (int at = bad + 1; at + HEADER_BYTES <= end(block); at++) {
      if (isIntact(at, end(block))) {
        return true;
      }
    }
    for (int next = block + BLOCK_BYTES; next + HEADER_BYTES <= bytes.limit(); ) {
      if (isIntact(next, end(next))) {
        return true;
      }
      next += BLOCK_BYTES;
    }
    return false;
  }

  private boolean isIntact(int at, int end) {
    int type = bytes.get(at + TYPE_AT);
    int size = length(at);
    return type > 0
        && type <= TYPE_MAX
        && at + HEADER_BYTES + size <= end
        && Checksum.masked(bytes, at + TYPE_AT, 1 + size) == bytes.getInt(at);
  }

  private int length(int at) {
    return bytes.getShort(at + Integer.BYTES) & 0xffff;
  }
}
