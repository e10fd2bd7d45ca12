package dev.godwit.testkit.sim;

import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.conversation.Member;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Limits;
import dev.godwit.wire.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What has to be so when everything works again: everybody ends up with everything, and nothing
/// that was promised is missing.
final class LastJudgement {
  private static final int INTENTS_TOLD_MAX = 9;

  private final MemoryLogs logs;
  private final Ledger ledger;
  private final Judge judge;
  private final List<OpaqueHost> hosts;
  private final Set<ConversationId> conversations;

  LastJudgement(
      MemoryLogs logs,
      Ledger ledger,
      Judge judge,
      List<OpaqueHost> hosts,
      Set<ConversationId> conversations) {
    this.logs = logs;
    this.ledger = ledger;
    this.judge = judge;
    this.hosts = hosts;
    this.conversations = conversations;
  }

  // --- Settling ---

  /// What is still under way, in words.
  List<String> unsettled() {
    List<String> all = new ArrayList<>();
    if (!logs.intents(1).isEmpty()) {
      all.add("intents " + logs.intents(INTENTS_TOLD_MAX));
    }
    Map<ConversationId, ConversationState> states = new HashMap<>();
    for (ConversationId conversation : conversations) {
      Bytes snapshot = logs.keptState(LogId.of(conversation)).snapshot();
      states.put(conversation, ConversationState.decode(snapshot));
    }
    for (OpaqueHost host : hosts) {
      OpaqueDevice device = host.device();
      if (!device.isCaughtUp() || device.outboxSize() > 0) {
        all.add(device.device() + " has " + device.outboxSize() + " to send");
      }
      states.forEach((conversation, state) -> unsettled(device, conversation, state, all));
    }
    return all;
  }

  private void unsettled(
      OpaqueDevice device, ConversationId conversation, ConversationState state, List<String> all) {
    Optional<Member> member = state.roster().member(device.account());
    if (member.isEmpty()) {
      return;
    }
    long head = logs.keptState(LogId.of(conversation)).head();
    OpaqueDevice.Chat chat = device.chats().get(conversation);
    if (chat == null || chat.position != head) {
      long position = chat == null ? -1 : chat.position;
      all.add(device.device() + " is at " + position + " of " + head + " " + conversation);
    } else if (delivered(conversation, device.account()) < newestToAck(chat, member.get())) {
      all.add(device.account() + " acknowledged less than " + head + " of " + conversation);
    }
  }

  /// The newest entry that the device stored as a member; it has nothing else to acknowledge.
  private static long newestToAck(OpaqueDevice.Chat chat, Member member) {
    long newest = chat.stored.isEmpty() ? 0 : chat.stored.getLast();
    return newest > member.since() ? newest : 0;
  }

  /// A member stands where its furthest device does.
  private long delivered(ConversationId conversation, AccountId account) {
    return logs.keptCursors(conversation).stream()
        .filter(cursor -> cursor.account().equals(account))
        .mapToLong(DeviceCursor::delivered)
        .max()
        .orElse(0);
  }

  // --- The last judgement ---

  void checkEverything() {
    conversations.forEach(this::checkKept);
    conversations.forEach(this::checkLog);
    conversations.forEach(this::checkEpochs);
    hosts.forEach(host -> checkAccountLog(LogId.of(host.account())));
    judge.sent().values().forEach(this::checkSent);
    hosts.forEach(host -> checkDevice(host.device()));
  }

  /// What became durable is kept as it was, unless it is past retention.
  private void checkKept(ConversationId conversation) {
    LogId log = LogId.of(conversation);
    judge.isTrue(
        ledger.head(log) == logs.keptState(log).head(), "the store forgets nothing", conversation);
    boolean kept = false;
    for (long sequence = 1; sequence <= ledger.head(log); sequence++) {
      Optional<LogEntry> entry = logs.kept(log, sequence);
      judge.isTrue(entry.isPresent() || !kept, "the store has no holes", sequence);
      kept |= entry.isPresent();
    }
  }

  private void checkSent(Sent sent) {
    Optional<Ledger.Line> line = ledger.line(LogId.of(sent.conversation()), sent.sequence());
    judge.isTrue(
        line.isPresent() && line.get().id().equals(sent.id()),
        "what was sent is where it was said to be",
        sent);
  }

  private void checkLog(ConversationId conversation) {
    Map<EntryId, LogEntry> ids = new HashMap<>();
    long head = logs.keptState(LogId.of(conversation)).head();
    for (long sequence = 1; sequence <= head; sequence++) {
      logs.kept(LogId.of(conversation), sequence)
          .ifPresent(entry -> checkOnce(ids.put(entry.id(), entry), entry));
    }
  }

  /// A retry that comes when the first is past retention is a new entry; see INTENTIONAL.
  private void checkOnce(@Nullable LogEntry before, LogEntry entry) {
    boolean once =
        before == null || entry.timeMillis() - before.timeMillis() > Limits.RETENTION_MILLIS;
    judge.isTrue(once, "an id is in the log once", entry);
  }

  private void checkAccountLog(LogId log) {
    Set<EntryId> ids = new HashSet<>();
    for (long sequence = 1; sequence <= logs.keptState(log).head(); sequence++) {
      LogEntry entry = logs.kept(log, sequence).orElseThrow();
      judge.isTrue(ids.add(entry.id()), "what a commit causes happens once", entry);
    }
  }

  /// Each commit leads to the next epoch, and messages are of one of the last three.
  private void checkEpochs(ConversationId conversation) {
    LogId log = LogId.of(conversation);
    long epoch = -1;
    for (long sequence = 1; sequence <= logs.keptState(log).head(); sequence++) {
      Optional<Entry> kept = logs.kept(log, sequence).map(entry -> entry(entry.frame()));
      if (kept.isPresent() && kept.get().kind() == EntryKind.COMMIT) {
        boolean follows = epoch == -1 || kept.get().epoch() == epoch;
        judge.isTrue(follows, "a commit is made for the epoch of the head", kept.get());
        epoch = kept.get().epoch() + 1;
      } else if (kept.isPresent() && epoch != -1) {
        boolean recent = kept.get().epoch() <= epoch && kept.get().epoch() >= epoch - 2;
        judge.isTrue(recent, "a message is of one of the last three epochs", kept.get());
      }
    }
  }

  private static Entry entry(Bytes frame) {
    return (Entry) Frame.decode(frame);
  }

  private void checkDevice(OpaqueDevice device) {
    device.chats().forEach((conversation, chat) -> checkChat(device, conversation, chat));
  }

  private void checkChat(OpaqueDevice device, ConversationId conversation, OpaqueDevice.Chat chat) {
    long before = 0;
    for (long sequence : chat.stored) {
      judge.isTrue(sequence > before, "nothing is shown twice or out of order", chat.stored);
      before = sequence;
    }
    chat.ids.forEach(
        (sequence, id) ->
            judge.isTrue(
                ledger.isAt(conversation, sequence, id),
                "everybody has the same at a sequence",
                device.device() + " has " + id + " at " + sequence + " of " + conversation));
  }
}
