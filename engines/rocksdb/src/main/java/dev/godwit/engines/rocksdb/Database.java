package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.StoreException;
import java.nio.BufferUnderflowException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/// A RocksDB that heals: after a failed write nothing more is written until it has been closed
/// and opened again in the same process, which is tried as soon as the disk has room and then
/// every [#RETRY_MILLIS]. Reads go on meanwhile.
///
/// RocksDB's own recovery is not relied on, since it does not come back from every failure of its
/// write-ahead log; and only after an opening is it known whether the failed write is there.
final class Database implements AutoCloseable {
  private static final long RETRY_MILLIS = 500;

  /// Memory may hold for a moment more than its write buffers should.
  private static final int UNWRITTEN_FACTOR = 2;

  interface Read<T> {
    T from(OpenDatabase open) throws RocksDBException;
  }

  interface Gather {
    Changes from(OpenDatabase open) throws RocksDBException;
  }

  private final Path folder;
  private final RocksConfig config;
  private final Space space;
  private final DamagedFiles damagedFiles;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private @Nullable OpenDatabase open; // null while it cannot be opened again, and when closed
  private @Nullable RocksDBException trouble; // why nothing is written
  private long retryNanos;
  private boolean closed;

  Database(Path folder, RocksConfig config) throws RocksDBException {
    this.folder = folder;
    this.config = config;
    this.space =
        new Space(
            folder, config.spaceReserveBytesMax(), UNWRITTEN_FACTOR * config.writeBuffersBytes());
    this.damagedFiles = new DamagedFiles(folder);
    this.open = OpenDatabase.open(folder, config);
  }

  boolean isShortOfSpace() {
    return space.isShort(this::unwrittenBytes);
  }

  private long unwrittenBytes() {
    lock.readLock().lock();
    try {
      return open == null ? 0 : open.unwrittenBytes();
    } catch (RocksDBException e) {
      return 0;
    } finally {
      lock.readLock().unlock();
    }
  }

  StoreException notDone(RocksDBException e) {
    return Failures.notDone(damagedFiles, e);
  }

  /// Whether a write would be tried now.
  boolean isWritable() {
    lock.readLock().lock();
    try {
      return open != null && trouble == null && !isShortOfSpace();
    } finally {
      lock.readLock().unlock();
    }
  }

  <T> T read(Read<T> read) {
    lock.readLock().lock();
    try {
      return read.from(opened());
    } catch (RocksDBException e) {
      throw notDone(e);
    } catch (BufferUnderflowException e) {
      throw new StoreException.Corrupt(e);
    } finally {
      lock.readLock().unlock();
    }
  }

  byte @Nullable [] get(Column column, byte[] key) {
    lock.readLock().lock();
    try {
      return opened().get(column, key);
    } catch (RocksDBException e) {
      throw notDone(e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /// Gathers changes and makes them durable. The database is the same from the first read of the
  /// gathering to the end of the write.
  void commit(Receipt receipt, Gather gather) {
    recover();
    Attempt attempt = attempt(receipt, gather);
    if (attempt.failure() != null) {
      settle(attempt, receipt, attempt.failure());
    }
  }

  /// A write of a group, which failed unless `failure` is null.
  private static final class Attempt {
    private final OpenDatabase used;
    private final long number;
    private final @Nullable RocksDBException failure;

    private Attempt(OpenDatabase used, long number, @Nullable RocksDBException failure) {
      this.used = used;
      this.number = number;
      this.failure = failure;
    }

    private @Nullable RocksDBException failure() {
      return failure;
    }
  }

  private Attempt attempt(Receipt receipt, Gather gather) {
    lock.readLock().lock();
    try {
      OpenDatabase used = writable();
      long number = number(used, receipt);
      try (Changes changes = gather.from(used)) {
        if (changes.batch().count() > 0) {
          changes.batch().put(used.handle(Column.META), receipt.key(), Receipt.encode(number));
          changes.write();
          receipt.set(number);
        }
        return new Attempt(used, number, null);
      } catch (RocksDBException e) {
        return new Attempt(used, number, e);
      }
    } catch (RocksDBException e) {
      throw notDone(e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private static long number(OpenDatabase used, Receipt receipt) throws RocksDBException {
    if (!receipt.isKnown()) {
      byte[] kept = used.get(Column.META, receipt.key());
      receipt.set(kept == null ? 0 : Receipt.decode(kept));
    }
    return receipt.next();
  }

  /// Returns when the failed write turns out to have happened.
  private void settle(Attempt attempt, Receipt receipt, RocksDBException failure) {
    receipt.forget();
    fail(attempt.used, failure);
    if (Failures.kindOf(failure) == Failures.Kind.DAMAGED) {
      throw new StoreException.Uncertain(notDone(failure));
    }
    recover();
    lock.readLock().lock();
    try {
      if (open == null || open == attempt.used) {
        throw new StoreException.Uncertain(failure);
      }
      if (number(open, receipt) <= attempt.number) {
        throw notDone(failure);
      }
    } catch (RocksDBException e) {
      throw new StoreException.Uncertain(e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void fail(OpenDatabase used, RocksDBException failure) {
    lock.writeLock().lock();
    try {
      if (open == used && trouble == null) {
        trouble = failure;
        retryNanos = System.nanoTime();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// Opens the database again where that is due and may succeed. Never throws for a disk that is
  /// still in trouble.
  void recover() {
    if (isRecoveryDue()) {
      lock.writeLock().lock();
      try {
        if (isRecoveryDue()) {
          reopen();
        }
      } finally {
        lock.writeLock().unlock();
      }
    }
  }

  private boolean isRecoveryDue() {
    lock.readLock().lock();
    try {
      return trouble != null
          && !closed
          && Failures.kindOf(trouble) != Failures.Kind.DAMAGED
          && System.nanoTime() - retryNanos >= 0
          && space.isEnoughToOpen();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void reopen() {
    retryNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
    if (open != null) {
      open.close();
      open = null;
    }
    try {
      open = OpenDatabase.open(folder, config);
      trouble = null;
    } catch (RocksDBException e) {
      trouble = e;
    }
  }

  private OpenDatabase writable() {
    if (trouble != null) {
      throw notDone(trouble);
    }
    return opened();
  }

  private OpenDatabase opened() {
    if (open != null) {
      return open;
    }
    if (trouble != null) {
      throw notDone(trouble);
    }
    throw new StoreException.Unavailable(new IllegalStateException("the store is closed"));
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      if (open != null) {
        open.close();
        open = null;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
