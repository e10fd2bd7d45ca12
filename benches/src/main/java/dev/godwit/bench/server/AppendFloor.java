package dev.godwit.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/// What the disk can do at best: appends to one plain file, each synced before the next.
///
/// @param onePerSync entries a second with a sync for each: the floor of a durable answer's latency
/// @param manyPerSync entries a second with a sync for each [#ENTRIES_PER_SYNC]: the ceiling of any
///     store that gathers
public record AppendFloor(double onePerSync, double manyPerSync) {
  public static final int ENTRIES_PER_SYNC = 256;

  private static final int ENTRY_BYTES = 400;
  private static final long MEASURE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

  /// Measures in a new file of `folder`, for about a second and a half.
  public static AppendFloor measure(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "floor", ".log");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return new AppendFloor(
          entriesPerSecond(channel, 1), entriesPerSecond(channel, ENTRIES_PER_SYNC));
    } finally {
      Files.delete(file);
    }
  }

  private static double entriesPerSecond(FileChannel channel, int entriesPerSync)
      throws IOException {
    ByteBuffer entries = ByteBuffer.allocateDirect(ENTRY_BYTES * entriesPerSync);
    long start = System.nanoTime();
    long count = 0;
    while (System.nanoTime() - start < MEASURE_NANOS) {
      entries.clear();
      while (entries.hasRemaining()) {
        channel.write(entries);
      }
      channel.force(false);
      count += entriesPerSync;
    }
    return count * 1e9 / (System.nanoTime() - start);
  }
}
