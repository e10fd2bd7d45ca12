package dev.godwit.engines.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;

/// The options of RocksDB, with the native objects they need. Closing this frees them.
///
/// Frames and attachments go to blob files: they are written once when a write buffer is flushed
/// and never again, and a blob file is removed whole when its last entry has expired. Compaction
/// only moves keys. Nothing that is ciphertext is compressed.
final class Tuning implements AutoCloseable {
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;

  /// Of the memory for what was written, what the write-ahead log is long at most, and the buffers
  /// of the columns that are written to with every message. The log is what a kill leaves to be
  /// read at the next start: 64 MiB are a quarter of a second of work.
  private static final double WAL_PART = 2.0 / 3;

  private static final double ENTRIES_PART = 1.0 / 3;
  private static final double CURSORS_PART = 1.0 / 6;
  private static final double HEADS_PART = 1.0 / 12;

  private static final long BUFFER_BYTES = 8 * MIB;
  private static final int BUFFERS_MAX = 3;

  /// Flushed files of a column that are merged at once. Each merge writes all of the column's keys
  /// again, with a million conversations many times what has changed: so rare ones, of large
  /// buffers, write less. A read looks into so many files at most.
  private static final int FLUSHES_MERGED = 8;

  private static final long BLOCK_BYTES = 16 * KIB;
  private static final long BLOB_BYTES_MIN = 128;
  private static final long BLOB_FILE_BYTES = 64 * MIB;
  private static final int BLOOM_BITS_PER_KEY = 10;

  /// The cache has 2^2 parts, with a lock each. The filter of a file, which may be megabytes, has
  /// to fit into one of them beside others: else it is read anew by every look-up that needs it.
  private static final int CACHE_PARTS_BITS = 2;

  /// The share of the cache from which what is looked up once pushes out no filter and no index.
  private static final double CACHE_FOR_FILTERS = 0.5;

  private static final int BACKGROUND_JOBS = 2;
  private static final int OPEN_FILES_MAX = 1_000;
  private static final long BYTES_PER_SYNC = MIB;
  private static final long MANIFEST_PREALLOCATED_BYTES = 64 * KIB;
  private static final long INFO_LOG_BYTES_MAX = MIB;
  private static final int INFO_LOG_FILES_MAX = 2;

  /// Keys move down a level after that time at the latest, so that deleted ones free their space.
  private static final long COMPACTED_AFTER_SECONDS = 2L * 24 * 60 * 60;

  private final List<RocksObject> natives = new ArrayList<>();
  private final Cache cache;
  private final WriteBufferManager writeBuffers;
  private final BloomFilter bloom;
  private final long writtenBytes;

  Tuning(RocksConfig config) {
    writtenBytes = config.writeBuffersBytes();
    long cacheBytes = config.blockCacheBytes() + writtenBytes;
    cache = keep(new LRUCache(cacheBytes, CACHE_PARTS_BITS, false, CACHE_FOR_FILTERS));
    writeBuffers = keep(new WriteBufferManager(writtenBytes, cache));
    bloom = keep(new BloomFilter(BLOOM_BITS_PER_KEY));
  }

  /// `recovery`: what an opening makes of a damaged write-ahead log.
  DBOptions database(WALRecoveryMode recovery) {
    return keep(new DBOptions())
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setParanoidChecks(true)
        .setWalRecoveryMode(recovery)
        .setMaxTotalWalSize(part(WAL_PART))
        .setWriteBufferManager(writeBuffers)
        .setMaxBackgroundJobs(BACKGROUND_JOBS)
        .setMaxOpenFiles(OPEN_FILES_MAX)
        .setBytesPerSync(BYTES_PER_SYNC)
        .setManifestPreallocationSize(MANIFEST_PREALLOCATED_BYTES)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(INFO_LOG_BYTES_MAX)
        .setKeepLogFileNum(INFO_LOG_FILES_MAX);
  }

  ColumnFamilyOptions column(Column column) {
    return switch (column) {
      // Who asks for an entry knows that it is there, and then most often at the last level: its
      // filters, megabytes each, would only be in the way.
      case ENTRIES ->
          blobs(plain(part(ENTRIES_PART)))
              .useFixedLengthPrefixExtractor(Keys.LOG_BYTES)
              .setOptimizeFiltersForHits(true);
      // The newest of each log stays, so what stays is brought together now and then.
      case ATTACHMENTS -> blobs(plain(BUFFER_BYTES)).setEnableBlobGarbageCollection(true);
      case LAST_SEEN -> plain(BUFFER_BYTES).setMergeOperatorName("max");
      case CURSORS -> plain(part(CURSORS_PART));
      case HEADS -> plain(part(HEADS_PART));
      case META, SNAPSHOTS, OLDEST, INTENTS, ACCOUNTS, SIGN_INS, KEY_PACKAGES ->
          plain(BUFFER_BYTES);
    };
  }

  private long part(double part) {
    return Math.round(part * writtenBytes);
  }

  private ColumnFamilyOptions plain(long bufferBytes) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setBlockSize(BLOCK_BYTES)
            .setFilterPolicy(bloom)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    return keep(new ColumnFamilyOptions())
        .setTableFormatConfig(table)
        .setWriteBufferSize(bufferBytes)
        .setMaxWriteBufferNumber(BUFFERS_MAX)
        .setLevel0FileNumCompactionTrigger(FLUSHES_MERGED)
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setLevelCompactionDynamicLevelBytes(true)
        .setTtl(COMPACTED_AFTER_SECONDS);
  }

  private static ColumnFamilyOptions blobs(ColumnFamilyOptions options) {
    return options
        .setEnableBlobFiles(true)
        .setMinBlobSize(BLOB_BYTES_MIN)
        .setBlobFileSize(BLOB_FILE_BYTES);
  }

  private <T extends RocksObject> T keep(T object) {
    natives.add(object);
    return object;
  }

  @Override
  public void close() {
    natives.reversed().forEach(RocksObject::close);
  }
}
