package dev.godwit.core.routing;

import dev.godwit.core.conversation.Conversation;
import dev.godwit.core.log.Cut;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.Intent;
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

  /// What a store answers. Blocks. Throws a [StoreException].
  static ReadResult read(Logs logs, ReadRequest asked, long nowMillis) {
    return switch (asked) {
      case ReadRequest.LoadConversation load -> Loaded.read(logs, load, nowMillis);
      case ReadRequest.LoadAccount(_, var account) -> Loaded.read(logs, account);
      case ReadRequest.Heads heads -> Heads.read(logs, heads);
      case ReadRequest.ReadPage(_, var log, var after, var entriesMax, var bytesMax) ->
          new Paged(logs.read(log, after, entriesMax, bytesMax, nowMillis));
    };
  }

  /// @param newest for a conversation its newest entries, for an account those behind the snapshot
  /// @param intents of a conversation, the oldest first
  /// @param lastSeenMillis of an account, 0 otherwise or when never
  record Loaded(
      LogState state,
      List<DeviceCursor> cursors,
      Page newest,
      List<Intent> intents,
      long lastSeenMillis)
      implements ReadResult {
    /// The intents are read first, so that none belongs to an entry behind the head.
    private static Loaded read(Logs logs, ReadRequest.LoadConversation asked, long nowMillis) {
      LogId log = LogId.of(asked.conversation());
      List<Intent> intents = logs.intents(log, Conversation.INTENTS_MAX);
      LogState state = logs.load(log);
      int bytesMax = Conversation.LOAD_BYTES_MAX;
      Page newest =
          logs.readBackwards(log, state.head() + 1, asked.entriesMax(), bytesMax, nowMillis);
      return new Loaded(state, logs.cursors(asked.conversation()), newest, intents, 0);
    }

    /// What a store answers about an account. Blocks.
    public static Loaded read(Logs logs, AccountId account) {
      LogId log = LogId.of(account);
      LogState state = logs.load(log);
      int entriesMax = AccountHome.BEHIND_ENTRIES_MAX;
      int bytesMax = AccountHome.BEHIND_BYTES_MAX;
      // Logs of accounts have no retention, so the time does not matter.
      Page behind = logs.read(log, state.snapshotSequence(), entriesMax, bytesMax, 0);
      return new Loaded(state, List.of(), behind, List.of(), logs.lastSeen(account));
    }
  }

  /// @param generation of the store
  /// @param cuts of the account's log, then of the conversations; empty when the store was never
  ///     restored
  record Heads(List<Long> heads, long generation, List<List<Cut>> cuts) implements ReadResult {
    private static Heads read(Logs logs, ReadRequest.Heads asked) {
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
