package dev.godwit.engines.rocksdb;

import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/// Loads RocksDB's native library once in a process.
final class NativeLibrary {
  private NativeLibrary() {}

  /// Unpacks it into `folder`, always under the same name, so that a node that is killed leaves
  /// no copies behind in the system's temporary folder; that one is used where `folder` does not
  /// allow programs.
  static synchronized void load(Path folder) {
    try {
      NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
    } catch (IOException | UnsatisfiedLinkError | RuntimeException e) {
      RocksDB.loadLibrary();
    }
  }
}
