/// Tests of the engine on RocksDB.
@NullMarked
package dev.godwit.engines.rocksdb;

import org.jspecify.annotations.NullMarked;
