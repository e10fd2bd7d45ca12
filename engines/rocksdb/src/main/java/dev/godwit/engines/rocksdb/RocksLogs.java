package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.Appended;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.Cut;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.Intent;
import dev.godwit.core.log.IntentId;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.Logs;
import dev.godwit.core.log.Page;
import dev.godwit.core.log.StoreException;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/// Logs, cursors and intents in RocksDB.
final class RocksLogs implements Logs {
  private final Database database;
  private final Committer<LogChanges> committer;
  private final Expiry expiry;
  private final long retentionMillis;

  RocksLogs(Database database, Committer<LogChanges> committer, long retentionMillis) {
    this.database = database;
    this.committer = committer;
    this.expiry = new Expiry(database, committer);
    this.retentionMillis = retentionMillis;
  }

  @Override
  public List<Appended> commit(Batch batch) {
    return batch.isEmpty() ? List.of() : committer.commit(changes -> changes.add(batch));
  }

  @Override
  public void commit(Batch batch, Outcome outcome) {
    committer.submit(
        changes -> changes.add(batch), outcome::committed, failure -> outcome.failed(of(failure)));
  }

  private static StoreException of(Throwable failure) {
    return failure instanceof StoreException known ? known : new StoreException.Uncertain(failure);
  }

  /// The snapshot is read first, so that it is never newer than the head.
  @Override
  public LogState load(LogId log) {
    return database.read(
        open -> {
          byte[] key = Keys.log(log);
          byte[] snapshot = open.get(Column.SNAPSHOTS, key);
          long head = open.head(log).sequence();
          return snapshot == null
              ? new LogState(head, Bytes.EMPTY, 0)
              : new LogState(head, behindNumber(snapshot), Keys.number(snapshot));
        });
  }

  @Override
  public List<Long> heads(List<LogId> logs) {
    return database.read(
        open ->
            open.getAll(Column.HEADS, logs.stream().map(Keys::log).toList()).stream()
                .map(RocksLogs::sequence)
                .toList());
  }

  @Override
  public long generation() {
    return database.read(Generations::current);
  }

  @Override
  public List<List<Cut>> cuts(List<LogId> logs) {
    List<byte[]> keys = logs.stream().map(log -> Generations.key(Keys.log(log))).toList();
    return database.read(
        open -> open.getAll(Column.META, keys).stream().map(Generations::decode).toList());
  }

  @Override
  public Page read(LogId log, long after, int entriesMax, int bytesMax, long nowMillis) {
    return database.read(
        open -> new Pages(open, log, entriesMax, bytesMax, expiredBefore(nowMillis)).behind(after));
  }

  @Override
  public Page readBackwards(LogId log, long before, int entriesMax, int bytesMax, long nowMillis) {
    return database.read(
        open ->
            new Pages(open, log, entriesMax, bytesMax, expiredBefore(nowMillis)).before(before));
  }

  @Override
  public Optional<Bytes> attachment(LogId log, long sequence, long nowMillis) {
    byte[] value = database.get(Column.ATTACHMENTS, Keys.entry(log, sequence));
    return value == null || isPast(log, sequence, Keys.number(value), nowMillis)
        ? Optional.empty()
        : Optional.of(behindNumber(value));
  }

  private boolean isPast(LogId log, long sequence, long timeMillis, long nowMillis) {
    return log.hasRetention()
        && timeMillis < expiredBefore(nowMillis)
        && database.read(open -> newestAttachment(open, log)) > sequence;
  }

  /// The newest entry of a log that has an attachment, 0 for none.
  static long newestAttachment(OpenDatabase open, LogId log) throws RocksDBException {
    byte[] until = Keys.entry(log, Keys.NUMBER_MAX);
    try (Range attachments = open.range(Column.ATTACHMENTS, Keys.entry(log, 0), until)) {
      return attachments.previous() ? KeptEntry.sequence(attachments.key()) : 0;
    }
  }

  @Override
  public List<DeviceCursor> cursors(ConversationId conversation) {
    byte[] from = Keys.id(conversation.high(), conversation.low());
    return database.read(
        open -> {
          List<DeviceCursor> found = new ArrayList<>();
          try (Range range = open.range(Column.CURSORS, from, Keys.behind(from))) {
            while (range.next()) {
              found.add(CursorKey.decode(range.key()).at(Cursor.decode(range.value())));
            }
          }
          return found;
        });
  }

  @Override
  public long lastSeen(AccountId account) {
    byte[] value = database.get(Column.LAST_SEEN, Keys.id(account.high(), account.low()));
    return value == null ? 0 : Keys.number(value);
  }

  @Override
  public List<Intent> intents(int intentsMax) {
    return database.read(
        open -> {
          List<Intent> found = new ArrayList<>();
          try (Range range = open.all(Column.INTENTS)) {
            collect(range, found, intentsMax);
          }
          return found;
        });
  }

  @Override
  public List<Intent> intents(LogId log, int intentsMax) {
    return database.read(
        open -> {
          List<Intent> found = new ArrayList<>();
          byte[] until = Keys.entry(log, Keys.NUMBER_MAX);
          try (Range range = open.range(Column.INTENTS, Keys.entry(log, 0), until)) {
            collect(range, found, intentsMax);
          }
          return found;
        });
  }

  private static void collect(Range range, List<Intent> found, int intentsMax)
      throws RocksDBException {
    while (found.size() < intentsMax && range.next()) {
      found.add(intent(range.key(), range.value()));
    }
  }

  private static Intent intent(byte[] key, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(key);
    return new Intent(new IntentId(Keys.getLog(in), Keys.getNumber(in)), Bytes.owned(value));
  }

  @Override
  public int expire(long nowMillis, int entriesMax) {
    return expiry.expire(expiredBefore(nowMillis), entriesMax);
  }

  private long expiredBefore(long nowMillis) {
    return nowMillis - retentionMillis;
  }

  private static long sequence(byte @Nullable [] head) {
    return head == null ? 0 : Head.decode(head).sequence();
  }

  private static Bytes behindNumber(byte[] value) {
    return Bytes.owned(Arrays.copyOfRange(value, Keys.NUMBER_BYTES, value.length));
  }
}
