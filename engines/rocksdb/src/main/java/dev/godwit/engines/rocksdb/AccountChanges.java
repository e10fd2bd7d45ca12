package dev.godwit.engines.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchWithIndex;

/// What one group of callers changes in accounts, sign-ins and key packages. Reads see what the
/// group has changed so far.
final class AccountChanges implements Changes {
  private static final boolean OVERWRITE = true;

  private final OpenDatabase open;
  private final WriteBatchWithIndex batch = new WriteBatchWithIndex(OVERWRITE);
  private long bytes;

  /// A key with its value.
  static final class Pair {
    private final byte[] key;
    private final byte[] value;

    private Pair(byte[] key, byte[] value) {
      this.key = key;
      this.value = value;
    }

    byte[] key() {
      return key;
    }

    byte[] value() {
      return value;
    }
  }

  AccountChanges(OpenDatabase open) {
    this.open = open;
  }

  byte @Nullable [] get(Column column, byte[] key) throws RocksDBException {
    return batch.getFromBatchAndDB(open.rocks(), open.handle(column), open.checked(), key);
  }

  boolean has(Column column, byte[] key) throws RocksDBException {
    return get(column, key) != null;
  }

  /// The first `pairsMax` pairs whose keys start with `prefix`, in the order of their keys.
  List<Pair> startingWith(Column column, byte[] prefix, int pairsMax) throws RocksDBException {
    List<Pair> found = new ArrayList<>();
    try (Range range = open.range(column, prefix, Keys.behind(prefix), batch)) {
      while (found.size() < pairsMax && range.next()) {
        found.add(new Pair(range.key(), range.value()));
      }
    }
    return found;
  }

  void put(Column column, byte[] key, byte[] value) throws RocksDBException {
    bytes += key.length + value.length;
    batch.put(open.handle(column), key, value);
  }

  void delete(Column column, byte[] key) throws RocksDBException {
    bytes += key.length;
    batch.delete(open.handle(column), key);
  }

  @Override
  public WriteBatchWithIndex batch() {
    return batch;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void write() throws RocksDBException {
    open.write(batch);
  }

  @Override
  public void close() {
    batch.close();
  }
}
