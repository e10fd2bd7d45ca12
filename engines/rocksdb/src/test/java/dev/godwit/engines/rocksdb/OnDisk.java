package dev.godwit.engines.rocksdb;

import java.nio.file.Path;

/// A store in a folder that a test closes and opens again.
final class OnDisk implements AutoCloseable {
  private final Path folder;
  private final RocksConfig config;
  private RocksStore store;

  OnDisk(Path folder, RocksConfig config) {
    this.folder = folder;
    this.config = config;
    this.store = RocksStore.open(folder, config);
  }

  OnDisk(Path folder) {
    this(folder, RocksConfig.DEFAULT);
  }

  RocksStore store() {
    return store;
  }

  /// Nothing is flushed by a close, so that the next opening reads the write-ahead log as it does
  /// after a kill.
  RocksStore reopened() {
    store.close();
    store = RocksStore.open(folder, config);
    return store;
  }

  @Override
  public void close() {
    store.close();
  }
}
