package dev.godwit.testkit;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.Page;
import dev.godwit.wire.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// One log in memory.
final class KeptLog {
  private final TreeMap<Long, LogEntry> entries = new TreeMap<>();
  private final TreeMap<Long, Bytes> attachments = new TreeMap<>();
  private LogState state = LogState.NONE;

  KeptLog copy() {
    KeptLog copy = new KeptLog();
    copy.entries.putAll(entries);
    copy.attachments.putAll(attachments);
    copy.state = state;
    return copy;
  }

  LogState state() {
    return state;
  }

  Optional<LogEntry> kept(long sequence) {
    return Optional.ofNullable(entries.get(sequence));
  }

  void append(Append append) {
    for (LogEntry entry : append.entries()) {
      entries.put(entry.sequence(), entry);
    }
    if (!append.attachment().isEmpty()) {
      attachments.put(append.head(), append.attachment());
    }
    state =
        append.snapshot().isEmpty()
            ? new LogState(append.head(), state.snapshot(), state.snapshotSequence())
            : new LogState(append.head(), append.snapshot(), append.head());
  }

  Page read(long after, int entriesMax, int bytesMax, long expiredBefore) {
    long expired = expiredThrough(state.head(), expiredBefore);
    Collection<LogEntry> behind = entries.tailMap(Math.max(after, expired), false).values();
    return new Page(limited(behind, entriesMax, bytesMax), expired > after ? expired : 0);
  }

  Page readBackwards(long before, int entriesMax, int bytesMax, long expiredBefore) {
    long newest = Math.min(before - 1, state.head());
    long expired = expiredThrough(newest, expiredBefore);
    Collection<LogEntry> range =
        expired >= newest
            ? List.of()
            : entries.subMap(expired, false, newest, true).descendingMap().values();
    List<LogEntry> found = limited(range, entriesMax, bytesMax);
    boolean reached = found.size() == range.size();
    Collections.reverse(found);
    return new Page(found, reached ? expired : 0);
  }

  Optional<Bytes> attachment(long sequence, long expiredBefore) {
    LogEntry entry = entries.get(sequence);
    boolean expired = entry == null || entry.timeMillis() < expiredBefore;
    return expired && attachments.higherKey(sequence) != null
        ? Optional.empty()
        : Optional.ofNullable(attachments.get(sequence));
  }

  int expire(long expiredBefore, int entriesMax) {
    int gone = 0;
    while (gone < entriesMax
        && !entries.isEmpty()
        && entries.firstEntry().getValue().timeMillis() < expiredBefore) {
      long sequence = entries.pollFirstEntry().getKey();
      if (attachments.higherKey(sequence) != null) {
        attachments.remove(sequence);
      }
      gone++;
    }
    return gone;
  }

  private long expiredThrough(long newest, long expiredBefore) {
    for (LogEntry entry : entries.headMap(newest, true).values()) {
      if (entry.timeMillis() >= expiredBefore) {
        return entry.sequence() - 1;
      }
    }
    return Math.max(newest, 0);
  }

  private static List<LogEntry> limited(Collection<LogEntry> all, int entriesMax, int bytesMax) {
    List<LogEntry> taken = new ArrayList<>();
    long bytes = 0;
    for (LogEntry entry : all) {
      bytes += entry.frame().size();
      if (taken.size() == entriesMax || (bytes > bytesMax && !taken.isEmpty())) {
        break;
      }
      taken.add(entry);
    }
    return taken;
  }
}
