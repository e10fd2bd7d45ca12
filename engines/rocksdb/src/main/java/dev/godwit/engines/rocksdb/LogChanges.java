package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.Appended;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.IntentId;
import dev.godwit.core.log.LastSeen;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// What one group of commits changes in the logs.
final class LogChanges implements Changes {
  private static final byte[] NOTHING = new byte[0];

  private final OpenDatabase open;
  private final LogCache cache;
  private final WriteBatch batch = new WriteBatch();
  private final Map<LogId, Head> movedHeads = new HashMap<>();
  private final Map<CursorKey, Cursor> movedCursors = new HashMap<>();

  LogChanges(OpenDatabase open, LogCache cache) {
    this.open = open;
    this.cache = cache;
    cache.use(open);
  }

  /// Adds all of a worker's batch.
  List<Appended> add(Batch added) throws RocksDBException {
    Map<LogId, Head> heads = new HashMap<>();
    List<Appended> results = new ArrayList<>(added.appends().size());
    for (Append append : added.appends()) {
      results.add(append(append, heads));
    }
    Map<CursorKey, Cursor> cursors = new HashMap<>();
    for (DeviceCursor cursor : added.cursors()) {
      move(cursor, cursors);
    }
    for (IntentId intent : added.finished()) {
      delete(Column.INTENTS, Keys.entry(intent.log(), intent.sequence()));
    }
    for (LastSeen seen : added.lastSeen()) {
      byte[] account = Keys.id(seen.account().high(), seen.account().low());
      batch.merge(open.handle(Column.LAST_SEEN), account, Keys.number(seen.timeMillis()));
    }
    movedHeads.putAll(heads);
    movedCursors.putAll(cursors);
    return results;
  }

  private Appended append(Append append, Map<LogId, Head> heads) throws RocksDBException {
    LogId log = append.log();
    Head head = heads.containsKey(log) ? heads.get(log) : head(log);
    if (head.sequence() != append.expectedHead()) {
      return new Appended.Conflict(head.sequence());
    }
    for (LogEntry entry : append.entries()) {
      boolean attached = entry.sequence() == append.head() && !append.attachment().isEmpty();
      head = put(log, head, entry, attached);
    }
    putParts(append, head);
    heads.put(log, head);
    return new Appended.Done();
  }

  private Head put(LogId log, Head head, LogEntry entry, boolean attached) throws RocksDBException {
    byte[] key = Keys.entry(log, entry.sequence());
    put(Column.ENTRIES, key, KeptEntry.encode(key, entry, attached));
    boolean newRun = head.timeMillis() == Head.NO_TIME || entry.timeMillis() < head.timeMillis();
    if (newRun && log.hasRetention()) {
      put(Column.OLDEST, Keys.oldest(new Run(log, entry.sequence(), entry.timeMillis())), NOTHING);
    }
    return new Head(entry.sequence(), entry.timeMillis());
  }

  private void putParts(Append append, Head head) throws RocksDBException {
    byte[] key = Keys.entry(append.log(), append.head());
    if (!append.snapshot().isEmpty()) {
      byte[] value = numbered(append.head(), append.snapshot().shared());
      put(Column.SNAPSHOTS, Keys.log(append.log()), value);
    }
    if (!append.intent().isEmpty()) {
      put(Column.INTENTS, key, append.intent().shared());
    }
    if (!append.attachment().isEmpty()) {
      byte[] value = numbered(head.timeMillis(), append.attachment().shared());
      put(Column.ATTACHMENTS, key, value);
    }
  }

  private void move(DeviceCursor given, Map<CursorKey, Cursor> cursors) throws RocksDBException {
    CursorKey key = CursorKey.of(given);
    Cursor kept = cursors.containsKey(key) ? cursors.get(key) : cursor(key);
    Cursor moved = kept.max(new Cursor(given.delivered(), given.read()));
    if (!moved.equals(kept)) {
      put(Column.CURSORS, key.encode(), moved.encode());
      cursors.put(key, moved);
    }
  }

  /// The cursor as this group has left it so far.
  private Cursor cursor(CursorKey key) throws RocksDBException {
    Cursor moved = movedCursors.get(key);
    if (moved == null) {
      moved = cache.cursors().get(key);
    }
    if (moved == null) {
      byte[] kept = open.get(Column.CURSORS, key.encode());
      moved = kept == null ? Cursor.NONE : Cursor.decode(kept);
      cache.cursors().put(key, moved);
    }
    return moved;
  }

  /// The head as this group has left it so far.
  private Head head(LogId log) throws RocksDBException {
    Head moved = movedHeads.get(log);
    if (moved == null) {
      moved = cache.heads().get(log);
    }
    if (moved == null) {
      moved = open.head(log);
      cache.heads().put(log, moved);
    }
    return moved;
  }

  /// Adds the removal of expired entries; false when the log has moved since they were found.
  boolean add(Prune prune) throws RocksDBException {
    Run run = prune.run();
    switch (prune.rest()) {
      case Prune.Rest.SameRun(var rest) -> put(Column.OLDEST, Keys.oldest(rest), NOTHING);
      case Prune.Rest.OtherRun() -> {}
      case Prune.Rest.None(var head) -> {
        if (head(run.log()).sequence() != head) {
          return false;
        }
        movedHeads.put(run.log(), new Head(head, Head.NO_TIME));
      }
    }
    delete(Column.OLDEST, Keys.oldest(run));
    deleteEntries(prune);
    deleteAttachments(prune);
    return true;
  }

  /// The newest attachment stays, and whatever stayed for that reason before goes.
  private void deleteAttachments(Prune prune) throws RocksDBException {
    if (prune.hasAttached()) {
      LogId log = prune.run().log();
      long until = Math.min(RocksLogs.newestAttachment(open, log), prune.last() + 1);
      ColumnFamilyHandle attachments = open.handle(Column.ATTACHMENTS);
      batch.deleteRange(attachments, Keys.entry(log, 0), Keys.entry(log, until));
    }
  }

  private void deleteEntries(Prune prune) throws RocksDBException {
    LogId log = prune.run().log();
    if (prune.entries() >= Prune.RANGE_ENTRIES_MIN) {
      byte[] from = Keys.entry(log, prune.run().first());
      batch.deleteRange(open.handle(Column.ENTRIES), from, Keys.entry(log, prune.last() + 1));
      return;
    }
    for (long sequence = prune.run().first(); sequence <= prune.last(); sequence++) {
      delete(Column.ENTRIES, Keys.entry(log, sequence));
    }
  }

  private void put(Column column, byte[] key, byte[] value) throws RocksDBException {
    batch.put(open.handle(column), key, value);
  }

  private void delete(Column column, byte[] key) throws RocksDBException {
    batch.delete(open.handle(column), key);
  }

  private static byte[] numbered(long number, byte[] rest) {
    ByteBuffer out = ByteBuffer.allocate(Keys.NUMBER_BYTES + rest.length);
    return Keys.putNumber(out, number).put(rest).array();
  }

  @Override
  public WriteBatch batch() {
    return batch;
  }

  @Override
  public long bytes() {
    return batch.getDataSize();
  }

  @Override
  public void write() throws RocksDBException {
    for (Map.Entry<LogId, Head> moved : movedHeads.entrySet()) {
      put(Column.HEADS, Keys.log(moved.getKey()), moved.getValue().encode());
    }
    open.write(batch);
    cache.heads().putAll(movedHeads);
    cache.cursors().putAll(movedCursors);
  }

  @Override
  public void close() {
    batch.close();
  }
}
