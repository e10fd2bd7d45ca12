package dev.godwit.engines.rocksdb;

import java.io.File;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/// How much room the disk of a folder has left.
final class Space {
  /// The reserve is never more than this part of the disk.
  private static final int DISK_PART = 20;

  /// What an opening writes besides what it takes over from the write-ahead log.
  private static final long OPENING_BYTES = 2L << 20;

  private final File folder;
  private final long reserveBytesMax;
  private final long unwrittenBytesMax;

  /// `unwrittenBytesMax`: what memory holds at most that is not in files yet.
  Space(Path folder, long reserveBytesMax, long unwrittenBytesMax) {
    this.folder = folder.toFile();
    this.reserveBytesMax = reserveBytesMax;
    this.unwrittenBytesMax = unwrittenBytesMax;
  }

  /// Whether less is left than the reserve and what memory still has to put into files, which is
  /// asked for only where it matters. A disk that does not say how large it is counts as roomy.
  boolean isShort(LongSupplier unwrittenBytes) {
    long diskBytes = folder.getTotalSpace();
    long reserveBytes = Math.min(reserveBytesMax, diskBytes / DISK_PART);
    if (reserveBytes == 0) {
      return false;
    }
    long spareBytes = folder.getUsableSpace() - reserveBytes;
    return spareBytes < unwrittenBytesMax && spareBytes < unwrittenBytes.getAsLong();
  }

  /// Whether an opening, which puts the write-ahead log into files, would have room.
  boolean isEnoughToOpen() {
    return folder.getTotalSpace() == 0
        || folder.getUsableSpace() >= writeAheadBytes() + OPENING_BYTES;
  }

  private long writeAheadBytes() {
    File[] logs = folder.listFiles((at, name) -> name.endsWith(".log"));
    long bytes = 0;
    for (File log : logs == null ? new File[0] : logs) {
      bytes += log.length();
    }
    return bytes;
  }
}
