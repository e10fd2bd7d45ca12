package dev.godwit.engines.rocksdb;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchInterface;

/// What one group of callers changes, gathered for one durable write. Used by one committer
/// thread.
interface Changes extends AutoCloseable {
  WriteBatchInterface batch();

  /// The size of what was gathered, in bytes.
  long bytes();

  /// Makes all of it durable.
  void write() throws RocksDBException;

  @Override
  void close();
}
