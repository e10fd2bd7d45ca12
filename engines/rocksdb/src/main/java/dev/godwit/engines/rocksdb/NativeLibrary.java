package dev.godwit.engines.rocksdb;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/// Loads RocksDB's native library once in a process.
final class NativeLibrary {
  static final String NAME = Environment.getJniLibraryFileName("rocksdb");

  private NativeLibrary() {}

  /// Takes the one that stands ready in a folder of `java.library.path`, else unpacks it into
  /// `folder`, always under the same name, so that a node that is killed leaves no copies behind
  /// in the system's temporary folder; that one is used where `folder` does not allow programs.
  /// What is there already is used when it is the same, byte for byte: unpacking takes a good
  /// part of the time in which a node starts.
  static synchronized void load(Path folder) {
    Optional<Path> prepared = prepared(System.getProperty("java.library.path", ""));
    try {
      if (prepared.isPresent()) {
        RocksDB.loadLibrary(List.of(prepared.get().toString()));
      } else if (isUnpacked(folder.resolve(NAME))) {
        RocksDB.loadLibrary(List.of(folder.toString()));
      } else {
        NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
      }
    } catch (IOException | UnsatisfiedLinkError | RuntimeException e) {
      RocksDB.loadLibrary();
    }
  }

  /// The first of the folders, as a class path names them, in which the library is.
  static Optional<Path> prepared(String folders) {
    return Stream.of(folders.split(File.pathSeparator))
        .filter(each -> !each.isEmpty())
        .map(Path::of)
        .filter(each -> Files.isRegularFile(each.resolve(NAME)))
        .findFirst();
  }

  /// Unpacks it into `folder`, which is made when there is none, for the starts of later.
  static void prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = Files.createTempFile(folder, NAME, ".new");
    try (InputStream packed = RocksDB.class.getResourceAsStream("/" + NAME)) {
      if (packed == null) {
        throw new IOException("RocksDB has no library for this machine");
      }
      Files.copy(packed, unfinished, StandardCopyOption.REPLACE_EXISTING);
      Files.move(unfinished, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
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
