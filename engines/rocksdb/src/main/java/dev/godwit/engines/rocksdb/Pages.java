package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.Page;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;

/// Reads runs of entries. An expired entry hides all that stand before it.
final class Pages {
  /// Entries that are asked for by their keys before the log is walked. A filter leaves out the
  /// files that do not have a key; a walk backwards looks into each of them.
  static final int ASKED_BY_KEY_MAX = 4;

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

  /// The newest run of entries before `before`, which is mostly just behind the log's end.
  Page before(long before) throws RocksDBException {
    Backwards entries = new Backwards(before - 1);
    if (!askNewest(entries)) {
      entries = new Backwards(Math.min(before - 1, open.head(log).sequence()));
    }
    if (entries.mayHaveMore()) {
      walk(entries);
    }
    return entries.page();
  }

  /// Asks for the newest entries by their keys; false when there is none at the first of them.
  private boolean askNewest(Backwards into) throws RocksDBException {
    long newest = into.next();
    int asked = (int) Math.min(newest, Math.min(ASKED_BY_KEY_MAX, entriesMax));
    if (asked < 1 || newest > Keys.NUMBER_MAX) {
      return false;
    }
    for (int i = 0; i < asked && into.mayHaveMore(); i++) {
      byte[] key = Keys.entry(log, newest - i);
      byte[] value = open.get(Column.ENTRIES, key);
      if (value != null) {
        into.take(KeptEntry.decode(key, value));
      } else if (i == 0) {
        return false;
      } else {
        into.end();
      }
    }
    return true;
  }

  private void walk(Backwards into) throws RocksDBException {
    try (Range range = range(1, into.next() + 1)) {
      while (into.mayHaveMore()) {
        if (range.previous()) {
          into.take(KeptEntry.decode(range.key(), range.value()));
        } else {
          into.end();
        }
      }
    }
  }

  /// A run of entries, the newest first, until the first that is missing or expired, or enough.
  private final class Backwards {
    private final List<LogEntry> entries = new ArrayList<>();
    private long bytes;
    private long next;
    private boolean isFull;
    private boolean ended;

    Backwards(long newest) {
      next = newest;
    }

    long next() {
      return next;
    }

    boolean mayHaveMore() {
      return next > 0 && !isFull && !ended;
    }

    void take(LogEntry entry) {
      if (isExpired(entry) || entry.sequence() < next) {
        ended = true;
        return;
      }
      bytes += entry.frame().size();
      if (isFull(entries, bytes)) {
        isFull = true;
        return;
      }
      entries.add(entry);
      next--;
    }

    void end() {
      ended = true;
    }

    Page page() {
      return new Page(entries.reversed(), isFull ? 0 : Math.max(0, next));
    }
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
