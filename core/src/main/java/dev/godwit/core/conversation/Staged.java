package dev.godwit.core.conversation;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Send;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The entries that one conversation appends in this turn. A commit is always the last: what comes
/// with it (snapshot, intent, attachment) belongs to the last entry of an append.
final class Staged {
  /// Fewer than a load answers, so that after an uncertain write each of them is found again.
  static final int APPEND_ENTRIES_MAX = 64;

  /// Frames of one append, unless it is one entry alone; for the same reason.
  static final int APPEND_BYTES_MAX = 512 * 1024;

  /// One entry and who waits for it.
  record Waiting(Ask.ToAppend ask, LogEntry entry) {}

  private final List<Waiting> waiting = new ArrayList<>();
  private Optional<ConversationState> after = Optional.empty();
  private int bytes;

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Whether an entry of this size goes into this turn.
  boolean hasRoom(int payloadBytes) {
    return waiting.isEmpty()
        || (after.isEmpty()
            && waiting.size() < APPEND_ENTRIES_MAX
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

  void add(Ask.ToAppend ask, long sequence, long timeMillis, ConversationState becomes) {
    Waiting added = new Waiting(ask, logEntry(ask, sequence, timeMillis));
    waiting.add(added);
    bytes += added.entry().frame().size();
    if (ask instanceof Ask.ToCommit) {
      after = Optional.of(becomes);
    }
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
    if (waiting.getLast().ask() instanceof Ask.ToCommit toCommit) {
      intent = OutsideEffects.intentOf(toCommit.commit());
      attachment = CommitAttachment.encode(toCommit.commit());
    }
    return new Append(LogId.of(conversation), head, entries, snapshot, intent, attachment);
  }

  /// Takes all out, to publish or to refuse them.
  List<Waiting> take() {
    List<Waiting> taken = List.copyOf(waiting);
    waiting.clear();
    bytes = 0;
    after = Optional.empty();
    return taken;
  }

  private static LogEntry logEntry(Ask.ToAppend ask, long sequence, long timeMillis) {
    Entry entry =
        switch (ask) {
          case Ask.ToSend toSend -> entry(toSend, sequence, timeMillis);
          case Ask.ToCommit toCommit -> entry(toCommit, sequence, timeMillis);
        };
    return new LogEntry(sequence, ask.id(), timeMillis, Frame.encode(entry));
  }

  private static Entry entry(Ask.ToSend ask, long sequence, long timeMillis) {
    Send send = ask.send();
    return new Entry(
        send.conversation(),
        sequence,
        send.id(),
        timeMillis,
        ask.account(),
        ask.device(),
        EntryKind.APPLICATION,
        send.epoch(),
        send.payload(),
        List.of(),
        send.clientMetaData(),
        GroupSettings.NONE,
        false);
  }

  private static Entry entry(Ask.ToCommit ask, long sequence, long timeMillis) {
    Commit commit = ask.commit();
    return new Entry(
        commit.conversation(),
        sequence,
        commit.id(),
        timeMillis,
        ask.account(),
        ask.device(),
        EntryKind.COMMIT,
        commit.epoch(),
        commit.payload(),
        commit.changes(),
        Bytes.EMPTY,
        commit.settings(),
        false);
  }
}
