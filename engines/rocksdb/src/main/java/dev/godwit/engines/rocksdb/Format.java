package dev.godwit.engines.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/// The file that says which version wrote a data folder. It is written when the folder is new, or
/// at the very end of a restore, and read before anything else is touched.
final class Format {
  /// The version that this code writes, and the newest it reads.
  static final int VERSION = 2;

  private static final String FILE = "GODWIT";
  private static final String PREFIX = "godwit store ";

  private Format() {}

  /// Makes sure that `folder` is ours to open: marks it when it is new, else checks the mark.
  static void claim(Path folder) {
    try {
      Files.createDirectories(folder);
      if (isMarked(folder)) {
        upgrade(folder, read(folder));
      } else if (holdsAStore(folder)) {
        throw new FolderException.NotAStore(folder);
      } else {
        mark(folder);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new FolderException.Unusable(folder, e);
    }
  }

  /// What older versions wrote is read as it is; what is written from now on they would not read.
  private static void upgrade(Path folder, String text) throws IOException {
    check(folder, text);
    if (version(text) < VERSION) {
      mark(folder);
    }
  }

  static boolean isMarked(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  private static String read(Path folder) throws IOException {
    return Files.readString(folder.resolve(FILE), StandardCharsets.ISO_8859_1);
  }

  /// Writes the mark durably.
  static void mark(Path folder) throws IOException {
    Path fresh = folder.resolve(FILE + ".new");
    Files.writeString(fresh, text());
    sync(fresh);
    Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    sync(folder);
  }

  /// What the file says.
  static String text() {
    return PREFIX + VERSION + "\n";
  }

  /// Throws unless `text` is of this version or an older one.
  static void check(Path place, String text) {
    int version = version(text);
    if (version < 1) {
      throw new FolderException.Damaged(place, new IOException("no version"));
    }
    if (version > VERSION) {
      throw new FolderException.Newer(place);
    }
  }

  private static int version(String text) {
    String digits = text.startsWith(PREFIX) ? text.substring(PREFIX.length()).strip() : "";
    return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
  }

  /// Whether there is a store without its mark: what a restore that was cut off leaves behind.
  private static boolean holdsAStore(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> String.valueOf(f.getFileName())).anyMatch(Format::isStoreFile);
    }
  }

  private static boolean isStoreFile(String name) {
    return name.equals("CURRENT") || name.matches("MANIFEST-.*|[0-9]+[.](sst|log|blob)");
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
