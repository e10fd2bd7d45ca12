package dev.godwit.engines.rocksdb;

import java.nio.file.Path;

/// A data folder cannot be used; the message is one sentence that says what to do, and the place.
public abstract sealed class FolderException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Path path;

  private FolderException(String message, Path path, Throwable cause) {
    super(message + ": " + path, cause);
    this.path = path;
  }

  private FolderException(String message, Path path) {
    super(message + ": " + path);
    this.path = path;
  }

  /// The folder, or the file in it, that is meant.
  public Path path() {
    return path;
  }

  /// A newer version has written it.
  public static final class Newer extends FolderException {
    private static final long serialVersionUID = 1;

    Newer(Path folder) {
      super("A newer version has written this data folder; update this program", folder);
    }
  }

  /// Another process, or another store in this one, has it open.
  public static final class InUse extends FolderException {
    private static final long serialVersionUID = 1;

    InUse(Path folder, Throwable cause) {
      super("Another node uses this data folder; stop it or choose another folder", folder, cause);
    }
  }

  /// A file of it is damaged.
  public static final class Damaged extends FolderException {
    private static final long serialVersionUID = 1;

    Damaged(Path file, Throwable cause) {
      super("This file of the data folder is damaged; restore a backup", file, cause);
    }
  }

  /// It holds something else, or a restore that did not come to its end.
  public static final class NotAStore extends FolderException {
    private static final long serialVersionUID = 1;

    NotAStore(Path folder) {
      super("This folder holds no complete store; choose another, or restore again", folder);
    }
  }

  /// It should be empty.
  public static final class NotEmpty extends FolderException {
    private static final long serialVersionUID = 1;

    NotEmpty(Path folder) {
      super("This folder is not empty; choose another", folder);
    }
  }

  /// It cannot be read or written.
  public static final class Unusable extends FolderException {
    private static final long serialVersionUID = 1;

    Unusable(Path folder, Throwable cause) {
      super("This folder cannot be read or written; check it and its disk", folder, cause);
    }
  }
}
