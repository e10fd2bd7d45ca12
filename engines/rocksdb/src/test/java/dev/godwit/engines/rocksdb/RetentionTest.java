package dev.godwit.engines.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.Page;
import dev.godwit.wire.Bytes;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

class RetentionTest {
  private static final LogId LOG = Entries.log(1);
  private static final long KEPT_MILLIS = 1_000;
  private static final long T = Entries.NOW;

  @TempDir Path folder;
  private OnDisk disk;

  @BeforeEach
  void open() {
    disk = new OnDisk(folder, RocksConfig.DEFAULT.withRetentionMillis(KEPT_MILLIS));
  }

  @AfterEach
  void close() {
    disk.close();
  }

  private void append(long sequence, long timeMillis) {
    disk.store().logs().commit(Entries.one(LOG, sequence, timeMillis, 10));
  }

  private int expire(long nowMillis) {
    return disk.store().logs().expire(nowMillis, Entries.ALL);
  }

  private long kept(Column column) {
    return disk.store().database().read(open -> count(open, column));
  }

  private static long count(OpenDatabase open, Column column) throws RocksDBException {
    long keys = 0;
    try (Range range = open.all(column)) {
      while (range.next()) {
        keys++;
      }
    }
    return keys;
  }

  @Test
  void aLogHasOnePlaceInTheOrderOfExpiryHoweverLongItIs() {
    for (long sequence = 1; sequence <= 20; sequence++) {
      append(sequence, T + sequence);
    }
    assertEquals(1, kept(Column.OLDEST));
    assertEquals(5, expire(T + KEPT_MILLIS + 6));
    assertEquals(1, kept(Column.OLDEST));
    assertEquals(15, kept(Column.ENTRIES));
    assertEquals(15, expire(T + KEPT_MILLIS + 100));
    assertEquals(0, kept(Column.OLDEST));
    assertEquals(0, kept(Column.ENTRIES));
  }

  @Test
  void aLogThatGoesOnAfterAllItsEntriesExpiredExpiresAgain() {
    append(1, T);
    assertEquals(1, expire(T + 2 * KEPT_MILLIS));
    append(2, T + 2 * KEPT_MILLIS);
    assertEquals(0, expire(T + 2 * KEPT_MILLIS));
    disk.reopened();
    append(3, T + 2 * KEPT_MILLIS + 1);
    assertEquals(2, expire(T + 9 * KEPT_MILLIS));
    assertEquals(0, kept(Column.OLDEST));
    assertEquals(3, disk.store().logs().load(LOG).head());
  }

  @Test
  void aClockThatWentBackHidesAndFreesWhatIsExpiredAllTheSame() {
    append(1, T);
    append(2, T + 1_000_000);
    append(3, T + 5);
    append(4, T + 900);
    long now = T + KEPT_MILLIS + 10;
    Page page = disk.store().logs().read(LOG, 0, Entries.ALL, Entries.ALL, now);
    assertEquals(3, page.expiredThrough());
    assertEquals(List.of(4L), page.entries().stream().map(LogEntry::sequence).toList());
    assertEquals(2, expire(now));
    assertEquals(1, expire(T + 10 * KEPT_MILLIS));
    assertEquals(1, expire(T + 1_000_000 + 2 * KEPT_MILLIS));
    assertEquals(0, kept(Column.ENTRIES));
  }

  @Test
  void attachmentsGoWithTheirEntriesButTheNewest() {
    attach(1, T);
    attach(2, T + 1);
    assertEquals(2, kept(Column.ATTACHMENTS));
    expire(T + 2 * KEPT_MILLIS);
    assertEquals(1, kept(Column.ATTACHMENTS));
    attach(3, T + 2 * KEPT_MILLIS);
    expire(T + 4 * KEPT_MILLIS);
    assertEquals(1, kept(Column.ATTACHMENTS));
    assertEquals(0, kept(Column.ENTRIES));
  }

  private void attach(long sequence, long timeMillis) {
    LogEntry entry = Entries.entry(LOG, sequence, timeMillis, 10);
    Bytes attachment = Bytes.of((byte) 7);
    Append append =
        new Append(LOG, sequence - 1, List.of(entry), Bytes.EMPTY, Bytes.EMPTY, attachment);
    disk.store().logs().commit(new Batch(List.of(append), List.of(), List.of(), List.of()));
  }

  @Test
  void longRunsGoInPiecesOfTheAskedSize() {
    List<LogEntry> entries =
        LongStream.rangeClosed(1, 500).mapToObj(s -> Entries.entry(LOG, s, T, 10)).toList();
    Append append = new Append(LOG, 0, entries, Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY);
    disk.store().logs().commit(new Batch(List.of(append), List.of(), List.of(), List.of()));
    long now = T + 2 * KEPT_MILLIS;
    assertEquals(200, disk.store().logs().expire(now, 200));
    assertEquals(300, kept(Column.ENTRIES));
    assertEquals(200, disk.store().logs().expire(now, 200));
    assertEquals(100, disk.store().logs().expire(now, 200));
    assertEquals(0, disk.store().logs().expire(now, 200));
  }

  @Test
  void theDiskGetsItsSpaceBack() {
    for (long sequence = 1; sequence <= 200; sequence++) {
      disk.store().logs().commit(Entries.one(LOG, sequence, T, 50_000));
    }
    Entries.flush(disk.store());
    long full = blobBytes();
    assertTrue(full >= 10_000_000, "10 MB are on disk, not " + full);
    assertEquals(200, expire(T + 2 * KEPT_MILLIS));
    disk.store()
        .database()
        .read(
            open -> {
              open.rocks().compactRange(open.handle(Column.ENTRIES));
              return true;
            });
    disk.reopened();
    assertEquals(0, blobBytes());
  }

  private long blobBytes() {
    File[] files = folder.toFile().listFiles((at, name) -> name.endsWith(".blob"));
    return List.of(Objects.requireNonNull(files)).stream().mapToLong(File::length).sum();
  }
}
