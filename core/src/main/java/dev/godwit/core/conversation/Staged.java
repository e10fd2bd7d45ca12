package dev.godwit.core.conversation;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.CommitAttachment;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The entries that one conversation appends in this turn, and the changes that need no entry. What
/// has effects outside the log is always the last: what comes with it (intent, attachment) belongs
/// to the last entry of an append.
final class Staged {
  /// Fewer than a load answers, so that after an uncertain write each of them is found again.
  static final int APPEND_ENTRIES_MAX = 64;

  /// Frames of one append, unless it is one entry alone; for the same reason.
  static final int APPEND_BYTES_MAX = 512 * 1024;

  /// One entry and who waits for it.
  record Waiting(Ask.ToAppend ask, LogEntry entry) {}

  // Replaced when something is put in: most conversations are at rest.
  private List<Waiting> waiting = List.of();
  private List<Ask.ToChange> changes = List.of();
  private Optional<ConversationState> after = Optional.empty();
  private boolean full;
  private int bytes;

  boolean isEmpty() {
    return waiting.isEmpty() && changes.isEmpty();
  }

  /// Whether an entry of this size goes into this turn.
  boolean hasRoom(int payloadBytes) {
    return isEmpty()
        || (!full
            && waiting.size() + changes.size() < APPEND_ENTRIES_MAX
            && bytes + payloadBytes <= APPEND_BYTES_MAX);
  }

  int size() {
    return waiting.size();
  }

  boolean contains(EntryId id) {
    for (Waiting staged : waiting) {
      if (staged.entry().id().equals(id)) {
        return true;
      }
    }
    return false;
  }

  /// `becomes` is what the conversation is behind the entry.
  void add(Ask.ToAppend ask, LogEntry entry, ConversationState becomes) {
    if (waiting.isEmpty()) {
      waiting = new ArrayList<>(1);
    }
    waiting.add(new Waiting(ask, entry));
    bytes += entry.frame().size();
    switch (ask) {
      case Ask.ToSend _ -> {}
      case Ask.ToJoin _, Ask.ToDepart _ -> after = Optional.of(becomes);
      case Ask.ToCommit _, Ask.ToLeave _ -> {
        after = Optional.of(becomes);
        full = true;
      }
    }
  }

  void add(Ask.ToChange ask, ConversationState becomes) {
    if (changes.isEmpty()) {
      changes = new ArrayList<>(1);
    }
    changes.add(ask);
    after = Optional.of(becomes);
  }

  /// What the conversation is after these entries, unless they leave it as it is.
  Optional<ConversationState> after() {
    return after;
  }

  Append append(ConversationId conversation, long head) {
    List<LogEntry> entries = new ArrayList<>(waiting.size());
    waiting.forEach(staged -> entries.add(staged.entry()));
    Bytes snapshot = after.map(ConversationState::encode).orElse(Bytes.EMPTY);
    Bytes intent = Bytes.EMPTY;
    Bytes attachment = Bytes.EMPTY;
    if (!waiting.isEmpty()) {
      Ask.ToAppend last = waiting.getLast().ask();
      intent = causeOf(last).map(OutsideEffects::intentOf).orElse(Bytes.EMPTY);
      if (last instanceof Ask.ToCommit toCommit) {
        attachment = attachment(toCommit.commit());
      }
    }
    return new Append(LogId.of(conversation), head, entries, snapshot, intent, attachment);
  }

  private static Bytes attachment(Commit commit) {
    return new CommitAttachment(commit.welcome(), commit.groupInfo(), commit.ratchetTree())
        .encode();
  }

  /// What an entry does outside the log: a commit, or what leaving amounts to.
  static Optional<Commit> causeOf(Ask.ToAppend ask) {
    return switch (ask) {
      case Ask.ToCommit toCommit -> Optional.of(toCommit.commit());
      case Ask.ToLeave leave ->
          Optional.of(OutsideEffects.leaving(leave.conversation(), leave.account()));
      case Ask.ToSend _, Ask.ToDepart _, Ask.ToJoin _ -> Optional.empty();
    };
  }

  /// Takes all entries out, to publish or to refuse them.
  List<Waiting> take() {
    List<Waiting> taken = waiting;
    waiting = List.of();
    bytes = 0;
    full = false;
    after = Optional.empty();
    return taken;
  }

  /// Takes out the changes that need no entry.
  List<Ask.ToChange> takeChanges() {
    List<Ask.ToChange> taken = changes;
    changes = List.of();
    return taken;
  }
}
