package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.Page;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;

/// Reads runs of entries. An expired entry hides all that stand before it.
final class Pages {
  private final OpenDatabase open;
  private final LogId log;
  private final int entriesMax;
  private final int bytesMax;
  private final long expiredBefore;

  Pages(OpenDatabase open, LogId log, int entriesMax, int bytesMax, long expiredBefore) {
    this.open = open;
    this.log = log;
    this.entriesMax = entriesMax;
    this.bytesMax = bytesMax;
    this.expiredBefore = log.hasRetention() ? expiredBefore : Long.MIN_VALUE;
  }

  Page behind(long after) throws RocksDBException {
    long head =
        open.head(log)
            .sequence(); // read before the entries: none up to it is missing unless it has expired
    if (after >= head) {
      return new Page(List.of(), 0);
    }
    List<LogEntry> entries = new ArrayList<>();
    long expiredThrough = 0;
    long bytes = 0;
    long expected = after + 1;
    try (Range range = range(Math.max(after, 0) + 1, Keys.NUMBER_MAX)) {
      while (range.next()) {
        LogEntry entry = KeptEntry.decode(range.key(), range.value());
        if (entry.sequence() > expected) {
          expiredThrough = entry.sequence() - 1;
          entries.clear();
          bytes = 0;
        }
        if (isExpired(entry)) {
          expiredThrough = entry.sequence();
          entries.clear();
          bytes = 0;
        } else {
          bytes += entry.frame().size();
          if (isFull(entries, bytes)) {
            break;
          }
          entries.add(entry);
        }
        expected = entry.sequence() + 1;
      }
    }
    return entries.isEmpty() && entriesMax > 0
        ? new Page(List.of(), Math.max(head, expiredThrough))
        : new Page(entries, expiredThrough);
  }

  Page before(long before) throws RocksDBException {
    long newest = Math.min(before - 1, open.head(log).sequence());
    if (newest < 1) {
      return new Page(List.of(), 0);
    }
    List<LogEntry> entries = new ArrayList<>();
    long bytes = 0;
    long oldest = newest + 1;
    try (Range range = range(1, newest + 1)) {
      while (range.previous()) {
        LogEntry entry = KeptEntry.decode(range.key(), range.value());
        if (isExpired(entry) || entry.sequence() < oldest - 1) {
          break;
        }
        bytes += entry.frame().size();
        if (isFull(entries, bytes)) {
          return new Page(entries.reversed(), 0);
        }
        entries.add(entry);
        oldest = entry.sequence();
      }
    }
    return new Page(entries.reversed(), oldest - 1);
  }

  private boolean isExpired(LogEntry entry) {
    return entry.timeMillis() < expiredBefore;
  }

  private boolean isFull(List<LogEntry> entries, long bytes) {
    return entries.size() >= entriesMax || (bytes > bytesMax && !entries.isEmpty());
  }

  private Range range(long from, long until) {
    return open.range(Column.ENTRIES, Keys.entry(log, from), Keys.entry(log, until));
  }
}
