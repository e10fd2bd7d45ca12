package dev.godwit.engines.rocksdb;

import dev.godwit.wire.Limits;

/// How the engine is set up. Units are in the names.
///
/// @param retentionMillis how long an entry is readable, and kept at least
/// @param blockCacheBytes memory for what was read from files, shared by all column families
/// @param logCacheBytes memory in the heap for heads and cursors of the logs that were written last
/// @param writeBuffersBytes memory for what was written and not yet put into files
/// @param spaceReserveBytesMax how much of the disk is left free, so that expiry and the engine's
///     own upkeep still work when appends are refused; never more than a twentieth of the disk
public record RocksConfig(
    long retentionMillis,
    long blockCacheBytes,
    long logCacheBytes,
    long writeBuffersBytes,
    long spaceReserveBytesMax) {
  private static final long MIB = 1L << 20;

  public static final RocksConfig DEFAULT =
      new RocksConfig(Limits.RETENTION_MILLIS, 64 * MIB, 32 * MIB, 96 * MIB, 256 * MIB);

  public RocksConfig {
    if (retentionMillis < 1
        || Math.min(Math.min(blockCacheBytes, logCacheBytes), writeBuffersBytes) < MIB) {
      throw new IllegalArgumentException("a retention and at least 1 MiB for each kind of memory");
    }
    if (spaceReserveBytesMax < 0) {
      throw new IllegalArgumentException("a reserve is not negative");
    }
  }

  public RocksConfig withRetentionMillis(long millis) {
    return new RocksConfig(
        millis, blockCacheBytes, logCacheBytes, writeBuffersBytes, spaceReserveBytesMax);
  }

  /// With so much memory for what was read, for heads and cursors, and for what was written.
  public RocksConfig withMemory(long blockBytes, long logBytes, long writeBytes) {
    return new RocksConfig(retentionMillis, blockBytes, logBytes, writeBytes, spaceReserveBytesMax);
  }
}
