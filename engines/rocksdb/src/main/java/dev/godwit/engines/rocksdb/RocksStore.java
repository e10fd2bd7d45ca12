package dev.godwit.engines.rocksdb;

import dev.godwit.core.account.Accounts;
import dev.godwit.core.account.KeyPackages;
import dev.godwit.core.log.Logs;
import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;

/// A data folder that is open: the engine of a node that stands by itself.
///
/// The ports it offers may be used from any platform thread; their calls block. A call holds a
/// carrier thread while it is in RocksDB, so it does not belong on a virtual thread of the
/// message path.
public final class RocksStore implements AutoCloseable {
  private final Database database;
  private final Committer<LogChanges> logCommitter;
  private final Committer<AccountChanges> accountCommitter;
  private final RocksLogs logs;
  private final RocksAccounts accounts;
  private final RocksKeyPackages keyPackages;
  private final BackupRequests backupRequests;

  private RocksStore(Path folder, Database database, RocksConfig config) {
    this.database = database;
    LogCache cache = new LogCache(config.logCacheBytes());
    logCommitter = new Committer<>("logs", database, open -> new LogChanges(open, cache));
    accountCommitter = new Committer<>("accounts", database, AccountChanges::new);
    logs = new RocksLogs(database, logCommitter, config.retentionMillis());
    accounts = new RocksAccounts(database, accountCommitter);
    keyPackages = new RocksKeyPackages(database, accountCommitter);
    backupRequests = new BackupRequests(folder, to -> RocksBackup.create(this, to));
  }

  /// Opens a folder, which is made when there is none. Throws a [FolderException] that says what
  /// to do when it was written by a newer version, is in use, is damaged or cannot be written.
  public static RocksStore open(Path folder, RocksConfig config) {
    Path absolute = folder.toAbsolutePath().normalize();
    Format.claim(absolute);
    NativeLibrary.load(absolute);
    try {
      RocksStore store = new RocksStore(absolute, new Database(absolute, config), config);
      store.logCommitter.start();
      store.accountCommitter.start();
      store.backupRequests.start();
      return store;
    } catch (RocksDBException e) {
      throw Failures.notOpened(absolute, e);
    }
  }

  public static RocksStore open(Path folder) {
    return open(folder, RocksConfig.DEFAULT);
  }

  /// Unpacks the native library into a folder. A process that has this folder in its
  /// `java.library.path` opens stores without unpacking it again.
  public static void prepare(Path folder) throws IOException {
    NativeLibrary.prepare(folder);
  }

  public Logs logs() {
    return logs;
  }

  public Accounts accounts() {
    return accounts;
  }

  public KeyPackages keyPackages() {
    return keyPackages;
  }

  /// Whether a write would be tried now: false while the disk is full or failing.
  public boolean isWritable() {
    return database.isWritable();
  }

  /// When the backup was made from which this store was restored, milliseconds since 1970 UTC; 0
  /// when it never was. Devices may have seen entries of later than that.
  public long restoredFromMillis() {
    return database.read(Restored::madeMillis);
  }

  Database database() {
    return database;
  }

  /// Makes durable what was handed in, then closes. What comes later is refused.
  @Override
  public void close() {
    backupRequests.close();
    logCommitter.close();
    accountCommitter.close();
    database.close();
  }
}
