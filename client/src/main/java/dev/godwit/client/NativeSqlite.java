package dev.godwit.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/// Where SQLite's native code lies: in the home, written there once.
///
/// By default it is unpacked into the folder for temporary files at every start, and stays there
/// when a process is killed.
final class NativeSqlite {
  private static final String PATH = "org.sqlite.lib.path";
  private static final String NAME = "org.sqlite.lib.name";

  private NativeSqlite() {}

  /// Has no effect where somebody has chosen a place already; where it cannot write, the default
  /// stays.
  static synchronized void prepare(Home home) {
    if (System.getProperty(PATH) != null) {
      return;
    }
    String library = System.mapLibraryName("sqlitejdbc");
    String name =
        SQLiteJDBCLoader.getVersion() + "-" + System.getProperty("os.arch") + "-" + library;
    Path file = home.folder().resolve(name);
    if (Files.exists(file) || unpack(library, file)) {
      System.setProperty(PATH, home.folder().toString());
      System.setProperty(NAME, name);
    }
  }

  /// Once for each home: finding out which library is right starts a process.
  private static boolean unpack(String library, Path file) {
    String resource =
        "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + library;
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        return false;
      }
      Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "native", ".new");
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
