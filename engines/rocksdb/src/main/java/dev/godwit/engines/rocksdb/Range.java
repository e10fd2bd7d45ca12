package dev.godwit.engines.rocksdb;

import java.util.List;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/// A walk over neighbouring keys, forwards or backwards. It stands before its first step until
/// [#next] or [#previous] is called.
final class Range implements AutoCloseable {
  private final RocksIterator iterator;
  private final List<AbstractNativeReference> owned;
  private boolean started;

  Range(RocksIterator iterator, List<AbstractNativeReference> owned) {
    this.iterator = iterator;
    this.owned = owned;
  }

  /// Goes to the next key; false at the end. A damaged file throws, it never looks like an end.
  boolean next() throws RocksDBException {
    if (started) {
      iterator.next();
    } else {
      iterator.seekToFirst();
    }
    return standsOnAKey();
  }

  /// Goes to the key before; false at the end.
  boolean previous() throws RocksDBException {
    if (started) {
      iterator.prev();
    } else {
      iterator.seekToLast();
    }
    return standsOnAKey();
  }

  byte[] key() {
    return iterator.key();
  }

  byte[] value() {
    return iterator.value();
  }

  private boolean standsOnAKey() throws RocksDBException {
    started = true;
    if (iterator.isValid()) {
      return true;
    }
    iterator.status();
    return false;
  }

  @Override
  public void close() {
    iterator.close();
    owned.forEach(AbstractNativeReference::close);
  }
}
