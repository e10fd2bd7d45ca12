package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.LogId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBatchWithIndex;
import org.rocksdb.WriteOptions;

/// RocksDB opened on a folder, from one opening to its closing. Every read checks checksums.
final class OpenDatabase implements AutoCloseable {
  private final Tuning tuning;
  private final RocksDB rocks;
  private final Map<Column, ColumnFamilyHandle> handles = new EnumMap<>(Column.class);
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final ReadOptions checked = new ReadOptions().setVerifyChecksums(true);

  private OpenDatabase(Tuning tuning, RocksDB rocks, List<ColumnFamilyHandle> opened) {
    this.tuning = tuning;
    this.rocks = rocks;
    Iterator<ColumnFamilyHandle> inOrder = opened.iterator();
    for (Column column : Column.values()) {
      handles.put(column, inOrder.next());
    }
  }

  /// Nothing that was synced is skipped over: a damaged write-ahead log is an error, unless only
  /// its end is torn, as by a loss of power.
  static OpenDatabase open(Path folder, RocksConfig config) throws RocksDBException {
    try {
      return open(folder, config, WALRecoveryMode.TolerateCorruptedTailRecords);
    } catch (RocksDBException e) {
      if (Failures.kindOf(e) == Failures.Kind.DAMAGED
          && new DamagedFiles(folder).isOnlyTheLastWriteTorn()) {
        return open(folder, config, WALRecoveryMode.PointInTimeRecovery);
      }
      throw e;
    }
  }

  private static OpenDatabase open(Path folder, RocksConfig config, WALRecoveryMode recovery)
      throws RocksDBException {
    Tuning tuning = new Tuning(config);
    List<ColumnFamilyDescriptor> columns = new ArrayList<>();
    for (Column column : Column.values()) {
      columns.add(new ColumnFamilyDescriptor(column.nameBytes(), tuning.column(column)));
    }
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    try {
      RocksDB rocks = RocksDB.open(tuning.database(recovery), folder.toString(), columns, opened);
      return new OpenDatabase(tuning, rocks, opened);
    } catch (RocksDBException e) {
      tuning.close();
      throw e;
    }
  }

  RocksDB rocks() {
    return rocks;
  }

  ColumnFamilyHandle handle(Column column) {
    ColumnFamilyHandle handle = handles.get(column);
    if (handle == null) {
      throw new IllegalStateException("all column families are open");
    }
    return handle;
  }

  byte @Nullable [] get(Column column, byte[] key) throws RocksDBException {
    return rocks.get(handle(column), checked, key);
  }

  Head head(LogId log) throws RocksDBException {
    byte[] kept = get(Column.HEADS, Keys.log(log));
    return kept == null ? Head.NONE : Head.decode(kept);
  }

  ReadOptions checked() {
    return checked;
  }

  /// The values of many keys, in their order, null for a key that is not there.
  List<byte @Nullable []> getAll(Column column, List<byte[]> keys) throws RocksDBException {
    List<ColumnFamilyHandle> columns = new ArrayList<>(keys.size());
    keys.forEach(key -> columns.add(handle(column)));
    return new ArrayList<byte @Nullable []>(rocks.multiGetAsList(checked, columns, keys));
  }

  /// The keys from `from` until `until`, which is left out, together with `over` where given.
  Range range(Column column, byte[] from, byte[] until, @Nullable WriteBatchWithIndex over) {
    Slice lower = new Slice(from);
    Slice upper = new Slice(until);
    ReadOptions options =
        new ReadOptions()
            .setVerifyChecksums(true)
            .setAutoPrefixMode(true)
            .setIterateLowerBound(lower)
            .setIterateUpperBound(upper);
    RocksIterator base = rocks.newIterator(handle(column), options);
    RocksIterator iterator =
        over == null ? base : over.newIteratorWithBase(handle(column), base, options);
    return new Range(iterator, List.<AbstractNativeReference>of(options, lower, upper));
  }

  Range range(Column column, byte[] from, byte[] until) {
    return range(column, from, until, null);
  }

  Range all(Column column) {
    return range(column, new byte[0], Keys.behind(new byte[0]));
  }

  /// What is in memory and in the write-ahead log, and not yet in files.
  long unwrittenBytes() throws RocksDBException {
    return rocks.getAggregatedLongProperty("rocksdb.cur-size-all-mem-tables");
  }

  /// Durable when it returns.
  void write(WriteBatch batch) throws RocksDBException {
    rocks.write(synced, batch);
  }

  /// Durable when it returns.
  void write(WriteBatchWithIndex batch) throws RocksDBException {
    rocks.write(synced, batch);
  }

  @Override
  public void close() {
    handles.values().forEach(ColumnFamilyHandle::close);
    rocks.close();
    checked.close();
    synced.close();
    tuning.close();
  }
}
