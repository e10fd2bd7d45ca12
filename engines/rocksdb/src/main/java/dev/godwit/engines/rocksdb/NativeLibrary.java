package dev.godwit.engines.rocksdb;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/// Loads RocksDB's native library once in a process.
final class NativeLibrary {
  static final String NAME = Environment.getJniLibraryFileName("rocksdb");

  private NativeLibrary() {}

  /// Unpacks it into `folder`, always under the same name, so that a node that is killed leaves
  /// no copies behind in the system's temporary folder; that one is used where `folder` does not
  /// allow programs. What is there already is used when it is the same, byte for byte: unpacking
  /// takes a good part of the time in which a node starts.
  static synchronized void load(Path folder) {
    try {
      if (isUnpacked(folder.resolve(NAME))) {
        RocksDB.loadLibrary(List.of(folder.toString()));
      } else {
        NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
      }
    } catch (IOException | UnsatisfiedLinkError | RuntimeException e) {
      RocksDB.loadLibrary();
    }
  }

  /// Whether the file is the library of this version, whole.
  static boolean isUnpacked(Path file) throws IOException {
    URL packed = RocksDB.class.getResource("/" + NAME);
    if (packed == null || !Files.isRegularFile(file)) {
      return false;
    }
    URLConnection connection = packed.openConnection();
    return connection instanceof JarURLConnection jar && isSame(file, jar.getJarEntry());
  }

  private static boolean isSame(Path file, JarEntry packed) throws IOException {
    if (packed.getSize() != Files.size(file)) {
      return false;
    }
    CRC32 crc = new CRC32();
    crc.update(Files.readAllBytes(file));
    return crc.getValue() == packed.getCrc();
  }
}
