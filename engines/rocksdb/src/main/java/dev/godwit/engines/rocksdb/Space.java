package dev.godwit.engines.rocksdb;

import java.io.File;
import java.nio.file.Path;

/// How much room the disk of a folder has left.
final class Space {
  /// The reserve is never more than this part of the disk.
  private static final int DISK_PART = 20;

  /// What an opening writes besides what it takes over from the write-ahead log.
  private static final long OPENING_BYTES = 2L << 20;

  private final File folder;
  private final long reserveBytesMax;

  Space(Path folder, long reserveBytesMax) {
    this.folder = folder.toFile();
    this.reserveBytesMax = reserveBytesMax;
  }

  /// Whether only the reserve is left. A disk that does not say how large it is counts as roomy.
  boolean isShort() {
    long diskBytes = folder.getTotalSpace();
    long reserveBytes = Math.min(reserveBytesMax, diskBytes / DISK_PART);
    return diskBytes > 0 && folder.getUsableSpace() < reserveBytes;
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
