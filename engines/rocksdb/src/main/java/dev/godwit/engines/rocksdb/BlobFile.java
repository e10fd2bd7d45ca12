package dev.godwit.engines.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A look at a blob file of RocksDB: `header (30) | records | footer (32)`, a record being `key
/// length (8) | value length (8) | expiry (8) | crc of these (4) | crc of the rest (4) | key |
/// value`.
final class BlobFile {
  private static final int FILE_HEADER_BYTES = 30;
  private static final int FILE_FOOTER_BYTES = 32;
  private static final int LENGTHS_BYTES = 24;
  private static final int RECORD_HEADER_BYTES = 32;

  private BlobFile() {}

  static boolean isDamaged(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return isDamaged(bytes.order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  private static boolean isDamaged(ByteBuffer bytes) {
    int end = bytes.limit() - FILE_FOOTER_BYTES;
    int at = FILE_HEADER_BYTES;
    while (at + RECORD_HEADER_BYTES <= end) {
      if (Checksum.masked(bytes, at, LENGTHS_BYTES) != bytes.getInt(at + LENGTHS_BYTES)) {
        return true;
      }
      long size = bytes.getLong(at) + bytes.getLong(at + Long.BYTES);
      int rest = at + RECORD_HEADER_BYTES;
      if (size < 0 || size > end - rest) {
        return true;
      }
      int kept = bytes.getInt(at + LENGTHS_BYTES + Integer.BYTES);
      if (Checksum.masked(bytes, rest, (int) size) != kept) {
        return true;
      }
      at = rest + (int) size;
    }
    return at != end;
  }
}
