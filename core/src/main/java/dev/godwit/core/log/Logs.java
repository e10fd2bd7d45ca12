package dev.godwit.core.log;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import java.util.List;
import java.util.Optional;

/// The port to the engine that keeps logs, cursors and intents.
///
/// All methods block and may be called from several threads. Each may throw a [StoreException],
/// whose kind says whether the write may have happened. The contract is `LogsContract` in
/// `testkit`.
public interface Logs {

  /// Makes all of `batch` durable by one write and answers, in the order of its appends, what
  /// became of each. A conflict of one append does not touch the others. When this returns, nothing
  /// of it is lost by a crash of the process or the machine. Readers see all of one append or none.
  List<Appended> commit(Batch batch);

  /// The same without waiting. `outcome` is told once, by any thread, perhaps before this returns,
  /// and must not block.
  default void commit(Batch batch, Outcome outcome) {
    List<Appended> results;
    try {
      results = commit(batch);
    } catch (StoreException failure) {
      outcome.failed(failure);
      return;
    }
    outcome.committed(results);
  }

  /// Takes what became of a batch.
  interface Outcome {
    /// It is durable, except for the appends that met a conflict.
    void committed(List<Appended> results);

    /// It failed as a whole; the failure says whether it may have happened.
    void failed(StoreException failure);
  }

  /// The state of a log, [LogState#NONE] for one that does not exist.
  LogState load(LogId log);

  /// The heads of many logs, in their order, 0 for one that does not exist. Costs about one look-up
  /// each.
  List<Long> heads(List<LogId> logs);

  /// Which history of the store this is: 0 until it is restored from a backup, then a larger number
  /// each time. Does not change while the store is open.
  long generation();

  /// Where each of these logs ended when the store was restored, the oldest restore first, in the
  /// order of `logs`; empty for a log that was not there.
  List<List<Cut>> cuts(List<LogId> logs);

  /// Entries with sequences above `after`, oldest first, at most `entriesMax` of them and at most
  /// `bytesMax` of frames unless the first alone is larger. Entries past retention at `nowMillis`
  /// are never answered, whether or not they are still on disk; only
  /// conversations have retention ([LogId#hasRetention]).
  Page read(LogId log, long after, int entriesMax, int bytesMax, long nowMillis);

  /// The newest entries with sequences below `before`, at most `entriesMax`, oldest first.
  Page readBackwards(LogId log, long before, int entriesMax, int bytesMax, long nowMillis);

  /// What was attached to an entry, unless it is past retention and something newer was attached in
  /// that log: who comes back after a long time still needs the newest.
  Optional<Bytes> attachment(LogId log, long sequence, long nowMillis);

  /// The cursors of all devices in a conversation.
  List<DeviceCursor> cursors(ConversationId conversation);

  /// When an account was last connected, 0 when never.
  long lastSeen(AccountId account);

  /// Intents that are not finished, at most `intentsMax`, in no promised order.
  List<Intent> intents(int intentsMax);

  /// Intents of one log that are not finished, the oldest first, at most `intentsMax`.
  List<Intent> intents(LogId log, int intentsMax);

  /// Frees the space of entries past retention, at most `entriesMax` of them; answers how many
  /// went. Heads, snapshots and cursors stay.
  int expire(long nowMillis, int entriesMax);
}
