package dev.godwit.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder of one device, readable by its owner alone.
record Home(Path folder) {
  private static final String FOLDER_MODE = "rwx------";
  private static final String FILE_MODE = "rw-------";

  /// Makes the folder when it is not there, and takes the rights of others away from it.
  static Home at(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
      Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString(FOLDER_MODE));
    } catch (IOException e) {
      throw unusable(absolute, e);
    }
    return new Home(absolute);
  }

  Path keyFile() {
    return folder.resolve("home.key");
  }

  Path store() {
    return folder.resolve("store.db");
  }

  Path socket() {
    return folder.resolve("socket");
  }

  /// Makes the file with mode 600 before anything is written to it.
  static Path privateFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE_MODE)));
    }
    return file;
  }

  static GodwitException unusable(Path folder, Exception cause) {
    return new GodwitException(
        Reason.Local.HOME_UNUSABLE,
        "The home %s cannot be used (%s); check its owner, rights and free space."
            .formatted(folder, cause.getClass().getSimpleName()),
        cause);
  }
}
