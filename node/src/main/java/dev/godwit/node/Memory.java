package dev.godwit.node;

/// How memory is divided among what is kept for the case that it is needed again. Nothing of it is
/// taken before there is something to keep.
///
/// @param conversationsBytes of all workers, in the heap
/// @param accountsBytes of all workers, in the heap
/// @param logCacheBytes for heads and cursors, in the heap
/// @param blockCacheBytes of the store for what was read, beside the heap
/// @param writeBuffersBytes of the store for what was written, beside the heap
record Memory(
    long conversationsBytes,
    long accountsBytes,
    long logCacheBytes,
    long blockCacheBytes,
    long writeBuffersBytes) {
  private static final long MIB = 1L << 20;
  private static final int PARTS = 7;
  private static final int PARTS_OF_HEAP = 12;
  private static final int PARTS_FOR_CONVERSATIONS = 4;
  private static final int PARTS_FOR_ACCOUNTS = 2;
  private static final int BLOCKS_OF_HEAP = 8;
  private static final long BLOCK_CACHE_BYTES_MIN = 64 * MIB;
  private static final long LOG_CACHE_BYTES_MIN = MIB;
  private static final int WRITES_OF_HEAP = 32;
  private static final long WRITE_BUFFERS_BYTES_MIN = 96 * MIB;

  /// A kill leaves two thirds of it to be read at the next start.
  private static final long WRITE_BUFFERS_BYTES_MAX = 192 * MIB;

  /// @param cachedMib what was set, 0 for a share of the heap
  static Memory of(int cachedMib, long heapBytesMax) {
    long all = cachedMib == 0 ? heapBytesMax / PARTS_OF_HEAP * PARTS : cachedMib * MIB;
    long part = all / PARTS;
    return new Memory(
        PARTS_FOR_CONVERSATIONS * part,
        PARTS_FOR_ACCOUNTS * part,
        Math.max(part, LOG_CACHE_BYTES_MIN),
        Math.max(heapBytesMax / BLOCKS_OF_HEAP, BLOCK_CACHE_BYTES_MIN),
        Math.clamp(
            heapBytesMax / WRITES_OF_HEAP, WRITE_BUFFERS_BYTES_MIN, WRITE_BUFFERS_BYTES_MAX));
  }

  static Memory of(NodeConfig.Work config) {
    return of(config.cachedMib(), Runtime.getRuntime().maxMemory());
  }
}
