package dev.godwit.engines.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.BackupEngine;
import org.rocksdb.BackupEngineOptions;
import org.rocksdb.BackupInfo;
import org.rocksdb.Env;
import org.rocksdb.RestoreOptions;
import org.rocksdb.RocksDBException;

/// Backups of a data folder, made while the node runs. A folder of backups holds several; each
/// after the first copies only what is new.
///
/// A backup holds everything, the keys that sign access tokens and the hashes of passwords too:
/// keep it as secret as the data folder. A restore leaves out what must not come back, see
/// [#restore].
public final class RocksBackup {
  /// Older ones are removed when one is made.
  public static final int BACKUPS_KEPT_MAX = 7;

  private static final boolean FLUSH_BEFORE = true;
  private static final boolean KEEP_LOG_FILES = false;

  private RocksBackup() {}

  /// Copies the store as it is now into `backups`, which is made when there is none. All that was
  /// acknowledged before the call is in it, durably when this returns. Blocks until then; the
  /// store goes on serving.
  public static void create(RocksStore store, Path backups) {
    Path folder = backups.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new FolderException.Unusable(folder, e);
    }
    store.database().read(open -> create(open, folder));
  }

  /// Backs up a data folder whether or not a node serves it: a node that does makes the backup
  /// itself, while it goes on serving, and this waits for it.
  public static void create(Path data, Path backups) {
    Path folder = data.toAbsolutePath().normalize();
    if (!Format.isMarked(folder)) {
      throw new FolderException.NotAStore(folder);
    }
    try (RocksStore store = RocksStore.open(folder)) {
      create(store, backups);
    } catch (FolderException.InUse e) {
      BackupRequests.ask(folder, backups.toAbsolutePath().normalize());
    }
  }

  private static boolean create(OpenDatabase open, Path folder) {
    try (BackupEngineOptions options = options(folder);
        BackupEngine engine = BackupEngine.open(Env.getDefault(), options)) {
      engine.createNewBackupWithMetadata(open.rocks(), Format.text(), FLUSH_BEFORE);
      engine.purgeOldBackups(BACKUPS_KEPT_MAX);
      return true;
    } catch (RocksDBException e) {
      throw new FolderException.Unusable(folder, e);
    }
  }

  /// Makes a data folder from the newest backup. `folder` must be empty or not exist.
  ///
  /// What devices have used since the backup must not be used again, so these do not come back:
  /// one-time key packages (devices put new ones), sign-ins and the keys that sign access tokens
  /// (everybody signs in again). Entries appended after the backup are gone; the store begins
  /// another generation, by which devices notice. A restore that is cut off leaves a folder that is
  /// refused.
  public static void restore(Path backups, Path folder) {
    Path from = backups.toAbsolutePath().normalize();
    Path to = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(from.resolve("meta"))) {
      throw new FolderException.NotAStore(from);
    }
    requireEmpty(to);
    NativeLibrary.load(to);
    try {
      long madeMillis = copyNewest(from, to);
      try (OpenDatabase open = OpenDatabase.open(to, RocksConfig.DEFAULT)) {
        Restored.clean(open, madeMillis);
        Generations.begin(open, System.currentTimeMillis());
      }
      Format.mark(to);
    } catch (RocksDBException e) {
      throw Failures.notOpened(to, e);
    } catch (IOException e) {
      throw new FolderException.Unusable(to, e);
    }
  }

  private static void requireEmpty(Path folder) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw new FolderException.NotEmpty(folder);
        }
      }
    } catch (IOException e) {
      throw new FolderException.Unusable(folder, e);
    }
  }

  /// Answers when the backup was made, milliseconds since 1970 UTC.
  private static long copyNewest(Path from, Path to) throws IOException {
    try (BackupEngineOptions options = options(from);
        BackupEngine engine = BackupEngine.open(Env.getDefault(), options);
        RestoreOptions restore = new RestoreOptions(KEEP_LOG_FILES)) {
      List<BackupInfo> all = engine.getBackupInfo();
      if (all.isEmpty()) {
        throw new FolderException.NotAStore(from);
      }
      BackupInfo newest = all.getLast();
      Format.check(from, newest.appMetadata());
      engine.restoreDbFromBackup(newest.backupId(), to.toString(), to.toString(), restore);
      return newest.timestamp() * 1_000;
    } catch (RocksDBException e) {
      throw Failures.kindOf(e) == Failures.Kind.DAMAGED
          ? new FolderException.Damaged(from, e)
          : new FolderException.Unusable(to, e);
    }
  }

  private static BackupEngineOptions options(Path folder) {
    return new BackupEngineOptions(folder.toString())
        .setSync(true)
        .setShareTableFiles(true)
        .setShareFilesWithChecksum(true);
  }
}
