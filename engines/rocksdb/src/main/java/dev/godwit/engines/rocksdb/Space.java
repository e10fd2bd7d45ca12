package dev.godwit.engines.rocksdb;

import java.io.File;
import java.nio.file.Path;

/// How much room the disk of a folder has left.
final class Space {
  /// The reserve is never more than this part of the disk.
  private static final int DISK_PART = 20;

  private final File folder;
  private final long reserveBytesMax;

  Space(Path folder, long reserveBytesMax) {
    this.folder = folder.toFile();
    this.reserveBytesMax = reserveBytesMax;
  }

  /// Whether only the reserve is left. A disk that does not say counts as roomy.
  boolean isShort() {
    long diskBytes = folder.getTotalSpace();
    return diskBytes > 0 && folder.getUsableSpace() < reserveBytes(diskBytes);
  }

  /// Whether the engine has room to open again: half of the reserve.
  boolean isEnoughToOpen() {
    long diskBytes = folder.getTotalSpace();
    return diskBytes == 0 || folder.getUsableSpace() >= reserveBytes(diskBytes) / 2;
  }

  private long reserveBytes(long diskBytes) {
    return Math.min(reserveBytesMax, diskBytes / DISK_PART);
  }
}
