package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.StoreException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// What a status of RocksDB means to us.
final class Failures {
  private Failures() {}

  enum Kind {
    FULL,
    DAMAGED,
    IN_USE,
    OTHER
  }

  static Kind kindOf(RocksDBException e) {
    String text = String.valueOf(e.getMessage());
    if (is(e, Status.SubCode.NoSpace) || text.contains("No space left")) {
      return Kind.FULL;
    }
    if (text.contains("lock hold by current process") || text.contains("While lock file")) {
      return Kind.IN_USE;
    }
    boolean damaged = is(e, Status.Code.Corruption) || text.contains("Corruption");
    return damaged ? Kind.DAMAGED : Kind.OTHER;
  }

  private static boolean is(RocksDBException e, Status.Code code) {
    return e.getStatus() != null && e.getStatus().getCode() == code;
  }

  private static boolean is(RocksDBException e, Status.SubCode code) {
    return e.getStatus() != null && e.getStatus().getSubCode() == code;
  }

  /// For a read, or a write that certainly did not happen.
  static StoreException notDone(DamagedFiles files, RocksDBException e) {
    return switch (kindOf(e)) {
      case FULL -> new StoreException.Full(e);
      case DAMAGED -> new StoreException.Corrupt(new FolderException.Damaged(files.find(e), e));
      case IN_USE, OTHER -> new StoreException.Unavailable(e);
    };
  }

  /// For a folder that could not be opened.
  static FolderException notOpened(Path folder, RocksDBException e) {
    return switch (kindOf(e)) {
      case DAMAGED -> new FolderException.Damaged(new DamagedFiles(folder).find(e), e);
      case IN_USE -> new FolderException.InUse(folder, e);
      case FULL, OTHER -> new FolderException.Unusable(folder, e);
    };
  }
}
