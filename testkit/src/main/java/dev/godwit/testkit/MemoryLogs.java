package dev.godwit.testkit;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.Appended;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.Cut;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.Intent;
import dev.godwit.core.log.IntentId;
import dev.godwit.core.log.LastSeen;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.Logs;
import dev.godwit.core.log.Page;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Logs in memory, held to `LogsContract`. "Durable" means that it survives [#crash].
///
/// A commit may also be taken in two steps: [#begin] hands the batch to the engine, [Write#sync]
/// makes it durable and visible. A crash in between loses it, as an engine loses what it has not
/// synced.
public final class MemoryLogs implements Logs {
  private record CursorKey(AccountId account, DeviceId device) {}

  private final long retentionMillis;
  private final Faults faults = new Faults();
  private Consumer<Append> listener = append -> {};
  private final Map<LogId, KeptLog> logs = new LinkedHashMap<>();
  private final Map<ConversationId, Map<CursorKey, DeviceCursor>> cursors = new LinkedHashMap<>();
  private final Map<IntentId, Intent> intents = new LinkedHashMap<>();
  private final Map<AccountId, Long> lastSeen = new LinkedHashMap<>();
  private final Map<LogId, List<Cut>> cuts = new LinkedHashMap<>();
  private long generation;
  private long crashes;

  public MemoryLogs(long retentionMillis) {
    this.retentionMillis = retentionMillis;
  }

  public Faults faults() {
    return faults;
  }

  /// A batch on its way to being durable.
  public final class Write {
    private final Batch batch;
    private final long begunAfter = crashes;

    private Write(Batch batch) {
      this.batch = batch;
    }

    public Batch batch() {
      return batch;
    }

    /// Makes the batch durable, unless the engine has crashed since or fails now.
    public List<Appended> sync() {
      synchronized (MemoryLogs.this) {
        if (begunAfter != crashes) {
          throw new IllegalStateException("the engine has crashed since");
        }
        List<Appended> results = new ArrayList<>();
        boolean partly = faults.ofWrites() == Faults.Fault.UNCERTAIN_PARTLY;
        Batch written =
            partly ? torn(batch, batch.appends().size() / 2, batch.cursors().size() / 2) : batch;
        faults.write(() -> apply(written, results));
        return results;
      }
    }
  }

  public synchronized Write begin(Batch batch) {
    return new Write(batch);
  }

  /// What a crash in the middle of a write may leave of it: its first appends and cursors.
  public static Batch torn(Batch batch, int appends, int cursors) {
    return new Batch(
        batch.appends().subList(0, appends),
        batch.cursors().subList(0, cursors),
        List.of(),
        batch.lastSeen());
  }

  /// Tells `listener` of each append as soon as it is durable. For those who judge.
  public synchronized void listen(Consumer<Append> whenDurable) {
    listener = whenDurable;
  }

  /// The cursors of a conversation, whatever the faults say. For those who judge.
  public synchronized List<DeviceCursor> keptCursors(ConversationId conversation) {
    return List.copyOf(cursors.getOrDefault(conversation, Map.of()).values());
  }

  /// What is durable at a sequence, whatever retention and faults say. For those who judge.
  public synchronized Optional<LogEntry> kept(LogId id, long sequence) {
    return Optional.ofNullable(logs.get(id)).flatMap(log -> log.kept(sequence));
  }

  /// What is attached at a sequence, whatever retention and faults say. For those who judge.
  public synchronized Optional<Bytes> keptAttachment(LogId id, long sequence) {
    return Optional.ofNullable(logs.get(id))
        .flatMap(log -> log.attachment(sequence, Long.MIN_VALUE));
  }

  /// The durable state of a log, whatever the faults say. For those who judge.
  public synchronized LogState keptState(LogId id) {
    KeptLog log = logs.get(id);
    return log == null ? LogState.NONE : log.state();
  }

  /// Loses every write that was begun and not synced.
  public synchronized void crash() {
    crashes++;
  }

  /// Keeps all that is durable now. What it answers goes back to that, as a restore from a backup
  /// does: it begins the next generation, and writes that were begun are lost.
  public synchronized Runnable backup() {
    Snapshot kept =
        new Snapshot()
            .of(logs, KeptLog::copy)
            .of(cursors, LinkedHashMap::new)
            .of(intents)
            .of(lastSeen)
            .of(cuts);
    return () -> restore(kept);
  }

  private synchronized void restore(Snapshot kept) {
    crashes++;
    generation++;
    kept.goBack();
    logs.forEach((id, log) -> cuts.merge(id, List.of(cut(log)), MemoryLogs::joined));
  }

  private Cut cut(KeptLog log) {
    return new Cut(generation, log.state().head());
  }

  private static List<Cut> joined(List<Cut> before, List<Cut> newest) {
    return Stream.concat(before.stream(), newest.stream()).toList();
  }

  @Override
  public synchronized long generation() {
    return generation;
  }

  @Override
  public synchronized List<List<Cut>> cuts(List<LogId> ids) {
    faults.checkRead();
    return ids.stream().map(id -> cuts.getOrDefault(id, List.of())).toList();
  }

  @Override
  public synchronized List<Appended> commit(Batch batch) {
    return begin(batch).sync();
  }

  private void apply(Batch batch, List<Appended> results) {
    batch.appends().forEach(append -> results.add(append(append)));
    batch.cursors().forEach(this::move);
    batch.finished().forEach(intents::remove);
    for (LastSeen seen : batch.lastSeen()) {
      lastSeen.merge(seen.account(), seen.timeMillis(), Math::max);
    }
  }

  private Appended append(Append append) {
    KeptLog log = logs.get(append.log());
    long head = log == null ? 0 : log.state().head();
    if (head != append.expectedHead()) {
      return new Appended.Conflict(head);
    }
    logs.computeIfAbsent(append.log(), id -> new KeptLog()).append(append);
    listener.accept(append);
    if (!append.intent().isEmpty()) {
      IntentId id = new IntentId(append.log(), append.head());
      intents.put(id, new Intent(id, append.intent()));
    }
    return new Appended.Done();
  }

  private void move(DeviceCursor cursor) {
    cursors
        .computeIfAbsent(cursor.conversation(), id -> new LinkedHashMap<>())
        .merge(
            new CursorKey(cursor.account(), cursor.device()),
            cursor,
            (kept, given) ->
                new DeviceCursor(
                    kept.conversation(),
                    kept.account(),
                    kept.device(),
                    Math.max(kept.delivered(), given.delivered()),
                    Math.max(kept.read(), given.read())));
  }

  @Override
  public synchronized LogState load(LogId id) {
    faults.checkRead();
    KeptLog log = logs.get(id);
    return log == null ? LogState.NONE : log.state();
  }

  @Override
  public synchronized List<Long> heads(List<LogId> ids) {
    return ids.stream().map(id -> load(id).head()).toList();
  }

  @Override
  public synchronized Page read(
      LogId id, long after, int entriesMax, int bytesMax, long nowMillis) {
    faults.checkRead();
    KeptLog log = logs.get(id);
    return log == null
        ? new Page(List.of(), 0)
        : log.read(after, entriesMax, bytesMax, expiredBefore(id, nowMillis));
  }

  @Override
  public synchronized Page readBackwards(
      LogId id, long before, int entriesMax, int bytesMax, long nowMillis) {
    faults.checkRead();
    KeptLog log = logs.get(id);
    return log == null
        ? new Page(List.of(), 0)
        : log.readBackwards(before, entriesMax, bytesMax, expiredBefore(id, nowMillis));
  }

  @Override
  public synchronized Optional<Bytes> attachment(LogId id, long sequence, long nowMillis) {
    faults.checkRead();
    KeptLog log = logs.get(id);
    return log == null ? Optional.empty() : log.attachment(sequence, expiredBefore(id, nowMillis));
  }

  @Override
  public synchronized List<DeviceCursor> cursors(ConversationId conversation) {
    faults.checkRead();
    return List.copyOf(cursors.getOrDefault(conversation, Map.of()).values());
  }

  @Override
  public synchronized long lastSeen(AccountId account) {
    faults.checkRead();
    return lastSeen.getOrDefault(account, 0L);
  }

  @Override
  public synchronized List<Intent> intents(int intentsMax) {
    faults.checkRead();
    return intents.values().stream().limit(intentsMax).toList();
  }

  @Override
  public synchronized List<Intent> intents(LogId id, int intentsMax) {
    faults.checkRead();
    return intents.values().stream()
        .filter(intent -> intent.id().log().equals(id))
        .sorted(Comparator.comparingLong(intent -> intent.id().sequence()))
        .limit(intentsMax)
        .toList();
  }

  @Override
  public synchronized int expire(long nowMillis, int entriesMax) {
    int gone = 0;
    for (Map.Entry<LogId, KeptLog> log : logs.entrySet()) {
      long before = expiredBefore(log.getKey(), nowMillis);
      gone += log.getValue().expire(before, entriesMax - gone);
    }
    return gone;
  }

  private long expiredBefore(LogId id, long nowMillis) {
    return id.hasRetention() ? nowMillis - retentionMillis : Long.MIN_VALUE;
  }
}
