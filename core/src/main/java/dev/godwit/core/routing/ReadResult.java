package dev.godwit.core.routing;

import dev.godwit.core.log.Cut;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.Logs;
import dev.godwit.core.log.Page;
import dev.godwit.core.log.StoreException;
import dev.godwit.core.session.AccountHome;
import dev.godwit.wire.AccountId;
import java.util.ArrayList;
import java.util.List;

/// What the store answered to a [ReadRequest].
public sealed interface ReadResult {

  /// @param newest for a conversation its newest entries, for an account those behind the snapshot
  /// @param lastSeenMillis of an account, 0 otherwise or when never
  record Loaded(LogState state, List<DeviceCursor> cursors, Page newest, long lastSeenMillis)
      implements ReadResult {
    /// What a store answers about an account. Blocks.
    public static Loaded read(Logs logs, AccountId account) {
      LogId log = LogId.of(account);
      LogState state = logs.load(log);
      int entriesMax = AccountHome.BEHIND_ENTRIES_MAX;
      int bytesMax = AccountHome.BEHIND_BYTES_MAX;
      // Logs of accounts have no retention, so the time does not matter.
      Page behind = logs.read(log, state.snapshotSequence(), entriesMax, bytesMax, 0);
      return new Loaded(state, List.of(), behind, logs.lastSeen(account));
    }
  }

  /// @param generation of the store
  /// @param cuts of the account's log, then of the conversations; empty when the store was never
  ///     restored
  record Heads(List<Long> heads, long generation, List<List<Cut>> cuts) implements ReadResult {
    /// What a store answers. Blocks.
    public static Heads read(Logs logs, ReadRequest.Heads asked) {
      List<LogId> conversations = asked.conversations().stream().map(LogId::of).toList();
      List<LogId> all = new ArrayList<>(List.of(LogId.of(asked.account())));
      all.addAll(conversations);
      long generation = logs.generation();
      return new Heads(
          logs.heads(conversations), generation, generation == 0 ? List.of() : logs.cuts(all));
    }
  }

  record Paged(Page page) implements ReadResult {}

  record Failed(StoreException failure) implements ReadResult {}
}
