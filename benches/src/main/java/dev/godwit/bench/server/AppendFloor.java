package dev.godwit.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// What the disk can do at best: appends to one plain file, each synced before the next.
///
/// @param onePerSync entries a second with a sync for each: the floor of a durable answer's latency
/// @param manyPerSync entries a second with a sync for each [#ENTRIES_PER_SYNC]: the ceiling of any
///     store that gathers
public record AppendFloor(double onePerSync, double manyPerSync) {
  public static final int ENTRIES_PER_SYNC = 256;

  private static final int ENTRY_BYTES = 400;
  private static final int DIGITS = 3;
  private static final long MEASURE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

  /// Measures in a new file of `folder`, for about a second and a half.
  public static AppendFloor measure(Path folder) throws IOException {
    return onNewFile(
        folder,
        channel ->
            new AppendFloor(
                entriesPerSecond(channel, 1), entriesPerSecond(channel, ENTRIES_PER_SYNC)));
  }

  /// Nanoseconds that entries take which are due at a fixed rate: all that are due are appended and
  /// synced together, and the time of each counts from when it was due. No store that gathers is
  /// sooner done.
  public static Histogram nanosAtRate(Path folder, int perSecond, Duration time)
      throws IOException {
    long every = TimeUnit.SECONDS.toNanos(1) / perSecond;
    return onNewFile(folder, channel -> nanosAtRate(channel, every, time.toNanos()));
  }

  private interface Use<T> {
    T of(FileChannel channel) throws IOException;
  }

  private static <T> T onNewFile(Path folder, Use<T> use) throws IOException {
    Path file = Files.createTempFile(folder, "floor", ".log");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return use.of(channel);
    } finally {
      Files.delete(file);
    }
  }

  private static Histogram nanosAtRate(FileChannel channel, long every, long last)
      throws IOException {
    ByteBuffer entries = ByteBuffer.allocateDirect(ENTRY_BYTES * ENTRIES_PER_SYNC);
    Histogram nanos = new Histogram(DIGITS);
    long start = System.nanoTime();
    for (long due = 0; due < last; ) {
      int count = dueBy(Math.min(System.nanoTime() - start, last - 1), due, every);
      if (count > 0) {
        append(channel, entries.clear().limit(count * ENTRY_BYTES));
      }
      long done = System.nanoTime() - start;
      for (int i = 0; i < count; i++) {
        nanos.recordValue(done - due);
        due += every;
      }
    }
    return nanos;
  }

  /// How many are due when the next one is due at `due`, as many as are synced at once at most.
  private static int dueBy(long now, long due, long every) {
    return Math.clamp((now - due + every) / every, 0, ENTRIES_PER_SYNC);
  }

  private static void append(FileChannel channel, ByteBuffer entries) throws IOException {
    while (entries.hasRemaining()) {
      channel.write(entries);
    }
    channel.force(false);
  }

  private static double entriesPerSecond(FileChannel channel, int entriesPerSync)
      throws IOException {
    ByteBuffer entries = ByteBuffer.allocateDirect(ENTRY_BYTES * entriesPerSync);
    long start = System.nanoTime();
    long count = 0;
    while (System.nanoTime() - start < MEASURE_NANOS) {
      append(channel, entries.clear());
      count += entriesPerSync;
    }
    return count * 1e9 / (System.nanoTime() - start);
  }
}
