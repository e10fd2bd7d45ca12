package dev.godwit.testkit.sim;

import dev.godwit.wire.AccountAck;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Expired;
import dev.godwit.wire.Fetch;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Leave;
import dev.godwit.wire.Limits;
import dev.godwit.wire.Opened;
import dev.godwit.wire.Position;
import dev.godwit.wire.Read;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Restored;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import dev.godwit.wire.Typing;
import dev.godwit.wire.Watch;
import dev.godwit.wire.Watched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A device that keeps to the protocol with opaque bytes in place of ciphertext: it stores, then
/// acknowledges; catches up before it sends again; sends again what was not answered.
///
/// Pure: inputs come with the time, frames to send are taken by [#take]. Its fields up to
/// `accountPosition` are what survives a crash; each input is one durable step.
final class OpaqueDevice {
  private static final long HEARTBEAT_MILLIS = 5_000;
  private static final long ANSWER_MILLIS_MAX = 30_000;
  private static final long SILENT_MILLIS_MAX = 15_000;

  /// One conversation on this device.
  static final class Chat {
    final List<Long> stored = new ArrayList<>();
    final Map<Long, EntryId> ids = new TreeMap<>();
    final TreeMap<Long, EntryId> ownAhead = new TreeMap<>();
    long position;
    long read;
    long epoch;
    long expiredThrough;
    long leftAt = Long.MAX_VALUE;
    long leftBy;

    /// What the account's log said after `end` did not happen.
    void cutAccount(long end) {
      leftAt = leftBy > end ? Long.MAX_VALUE : leftAt;
    }

    void cut(long end) {
      stored.removeIf(sequence -> sequence > end);
      ids.keySet().removeIf(sequence -> sequence > end);
      position = Math.min(position, end);
      read = Math.min(read, end);
      expiredThrough = Math.min(expiredThrough, end);
      leftAt = leftAt > end ? Long.MAX_VALUE : leftAt;
    }
  }

  /// An entry on its way; `commit` when it changes the conversation.
  record Outgoing(ConversationId conversation, EntryId id, Frame frame) {}

  private final AccountId account;
  private final DeviceId device;
  private final int window;
  private final int ackEvery;
  private final Judge judge;

  private final Map<ConversationId, Chat> chats = new LinkedHashMap<>();
  private final Map<EntryId, Outgoing> outbox = new LinkedHashMap<>();
  private long accountPosition;
  private long generation;

  private final List<Frame> frames = new ArrayList<>();
  private final Map<EntryId, Long> asked = new LinkedHashMap<>();
  private final Map<EntryId, Long> refused = new LinkedHashMap<>();
  private final Set<ConversationId> acknowledged = new LinkedHashSet<>();
  private final Set<ConversationId> toAcknowledge = new LinkedHashSet<>();
  private final Map<ConversationId, Long> lastSequence = new LinkedHashMap<>();
  private boolean connected;
  private boolean opened;
  private boolean caughtUp;
  private int unacknowledged;
  private long heardMillis;
  private long spokenMillis;

  OpaqueDevice(AccountId account, DeviceId device, int window, int ackEvery, Judge judge) {
    this.account = account;
    this.device = device;
    this.window = window;
    this.ackEvery = ackEvery;
    this.judge = judge;
  }

  AccountId account() {
    return account;
  }

  DeviceId device() {
    return device;
  }

  Map<ConversationId, Chat> chats() {
    return chats;
  }

  Optional<Chat> chat(ConversationId conversation) {
    return Optional.ofNullable(chats.get(conversation));
  }

  boolean isCaughtUp() {
    return caughtUp;
  }

  int outboxSize() {
    return outbox.size();
  }

  /// Takes the frames to send, in their order.
  List<Frame> take() {
    List<Frame> taken = List.copyOf(frames);
    frames.clear();
    return taken;
  }

  // --- The person ---

  void send(ConversationId conversation, EntryId id, Bytes payload, long now) {
    Chat chat = chats.get(conversation);
    if (chat == null || chat.leftAt != Long.MAX_VALUE) {
      return;
    }
    Send send = new Send(conversation, id, chat.epoch, payload, Bytes.EMPTY);
    enqueue(new Outgoing(conversation, id, send), now);
  }

  void commit(Commit commit, long now) {
    enqueue(new Outgoing(commit.conversation(), commit.id(), commit), now);
  }

  void leave(Leave leave, long now) {
    enqueue(new Outgoing(leave.conversation(), leave.id(), leave), now);
  }

  private void enqueue(Outgoing outgoing, long now) {
    outbox.put(outgoing.id(), outgoing);
    if (opened) {
      ask(outgoing, now);
    }
  }

  void read(ConversationId conversation) {
    Chat chat = chats.get(conversation);
    if (opened && chat != null && chat.position > chat.read) {
      chat.read = chat.position;
      judge.onRead(account, conversation, chat.read);
      frames.add(new Read(conversation, chat.read));
    }
  }

  /// Says so even where the person is no member: the node has to know.
  void type(ConversationId conversation, boolean typing) {
    if (opened) {
      frames.add(new Typing(conversation, account, typing));
    }
  }

  void watch(List<Watched> watched) {
    if (opened) {
      frames.add(new Watch(watched));
    }
  }

  // --- The connection ---

  void onConnected(long now) {
    reset();
    connected = true;
    heardMillis = now;
    spokenMillis = now;
    List<Position> positions = new ArrayList<>();
    chats.forEach((id, chat) -> positions.add(new Position(id, chat.position, false)));
    chats.forEach((id, chat) -> lastSequence.put(id, chat.position));
    frames.add(
        new Hello(
            Limits.PROTOCOL_VERSION, "opaque", accountPosition, positions, window, generation));
  }

  void onDisconnected() {
    reset();
  }

  private void reset() {
    connected = false;
    opened = false;
    caughtUp = false;
    unacknowledged = 0;
    frames.clear();
    asked.clear();
    refused.clear();
    acknowledged.addAll(toAcknowledge);
    toAcknowledge.clear();
    lastSequence.clear();
  }

  /// Lets time pass; true when the node is silent and the connection should be closed.
  boolean onTick(long now) {
    if (!connected) {
      return false;
    }
    acknowledge();
    if (opened && now - spokenMillis >= HEARTBEAT_MILLIS) {
      spokenMillis = now;
      frames.add(new Heartbeat(now));
    }
    if (caughtUp) {
      List.copyOf(outbox.values()).stream()
          .filter(outgoing -> isToAsk(outgoing.id(), now))
          .forEach(outgoing -> ask(outgoing, now));
    }
    return now - heardMillis >= SILENT_MILLIS_MAX || isUnanswered(now);
  }

  /// A connection is an ordered stream, so an answer that does not come will not come in it: the
  /// device asks again in another session, after it has caught up.
  private boolean isUnanswered(long now) {
    return asked.values().stream().anyMatch(until -> now >= until + ANSWER_MILLIS_MAX);
  }

  /// Not yet asked in this session, or refused with a time that has come.
  private boolean isToAsk(EntryId id, long now) {
    Long again = refused.get(id);
    return again == null ? !asked.containsKey(id) : now >= again;
  }

  private void ask(Outgoing outgoing, long now) {
    refused.remove(outgoing.id());
    asked.put(outgoing.id(), now);
    frames.add(outgoing.frame());
  }

  void onFrame(Frame frame, long now) {
    heardMillis = now;
    switch (frame) {
      case Restored restored -> onRestored(restored);
      case Opened _ -> onOpened();
      case Entry entry -> onEntry(entry);
      case AccountEntry entry -> onAccountEntry(entry);
      case Sent sent -> onSent(sent);
      case Error error -> onError(error, now);
      case Expired expired -> onExpired(expired);
      case CaughtUp _ -> caughtUp = true;
      case Receipt receipt -> judge.onReceipt(device, receipt);
      default -> {}
    }
  }

  /// The node is another one: what it has not got is forgotten here.
  private void onRestored(Restored restored) {
    generation = restored.generation();
    restored.lost().forEach(chats::remove);
    restored.lost().forEach(lastSequence::remove);
    chats.values().forEach(chat -> chat.ownAhead.clear());
    for (Position end : restored.ends()) {
      if (end.conversation().isNone()) {
        accountPosition = Math.min(accountPosition, end.sequence());
        chats.values().forEach(chat -> chat.cutAccount(end.sequence()));
      } else {
        chat(end.conversation()).ifPresent(chat -> chat.cut(end.sequence()));
        lastSequence.put(end.conversation(), end.sequence());
      }
    }
  }

  /// The last acknowledgements of the session before may have been lost with it.
  private void onOpened() {
    opened = true;
    toAcknowledge.addAll(acknowledged);
    acknowledged.clear();
  }

  // --- What comes ---

  private void onEntry(Entry entry) {
    judge.isTrue(
        entry.sequence() > lastSequence.getOrDefault(entry.conversation(), 0L)
            || entry.device().equals(device)
            || judge.isForgiving(),
        "no entry but its own comes to a device twice or out of order in a session",
        entry.sequence());
    lastSequence.merge(entry.conversation(), entry.sequence(), Math::max);
    unacknowledged++;
    judge.isTrue(unacknowledged <= window, "never more than a window in flight", unacknowledged);
    Chat chat = chat(entry.conversation(), entry.sequence() - 1);
    judge.isTrue(
        entry.sequence() <= chat.leftAt || judge.isForgiving(),
        "who was removed reads no further",
        entry.sequence());
    if (entry.sequence() <= chat.position) {
      toAcknowledge.add(entry.conversation());
    } else if (entry.sequence() == chat.position + 1) {
      store(entry.conversation(), chat, entry.sequence(), entry.id());
      if (entry.kind() == EntryKind.COMMIT) {
        onCommit(chat, entry);
      }
      chat.epoch = Math.max(chat.epoch, entry.epoch());
      forget(entry.id(), entry.device());
    } else {
      lastSequence.put(entry.conversation(), chat.position);
      frames.add(new Fetch(entry.conversation(), chat.position));
    }
    if (unacknowledged >= Math.min(ackEvery, window)) {
      acknowledge();
    }
  }

  private void onCommit(Chat chat, Entry entry) {
    chat.epoch = entry.epoch() + 1;
    List.copyOf(outbox.values()).stream()
        .filter(outgoing -> outgoing.conversation().equals(entry.conversation()))
        .filter(outgoing -> outgoing.frame() instanceof Send)
        .forEach(outgoing -> encryptAgain(outgoing, chat.epoch));
  }

  private void encryptAgain(Outgoing outgoing, long epoch) {
    Send old = (Send) outgoing.frame();
    Send again = new Send(old.conversation(), old.id(), epoch, old.payload(), Bytes.EMPTY);
    outbox.put(old.id(), new Outgoing(old.conversation(), old.id(), again));
  }

  private Chat chat(ConversationId conversation, long position) {
    return chats.computeIfAbsent(
        conversation,
        id -> {
          Chat chat = new Chat();
          advance(conversation, chat, position);
          return chat;
        });
  }

  private void store(ConversationId conversation, Chat chat, long sequence, EntryId id) {
    chat.position = sequence;
    chat.stored.add(sequence);
    chat.ids.put(sequence, id);
    chat.ownAhead.headMap(sequence, true).clear();
    toAcknowledge.add(conversation);
    judge.onStored(account, conversation, sequence);
    EntryId next = chat.ownAhead.get(sequence + 1);
    if (next != null) {
      store(conversation, chat, sequence + 1, next);
    }
  }

  /// Passes over what the device never gets: what was before it joined, or is past retention.
  private void advance(ConversationId conversation, Chat chat, long sequence) {
    chat.position = Math.max(chat.position, sequence);
    judge.onStored(account, conversation, chat.position);
  }

  private void forget(EntryId id, DeviceId author) {
    if (author.equals(device)) {
      outbox.remove(id);
      asked.remove(id);
    }
  }

  private void onSent(Sent sent) {
    judge.onSent(device, sent);
    Outgoing outgoing = outbox.get(sent.id());
    forget(sent.id(), device);
    if (outgoing != null && outgoing.frame() instanceof Commit commit && commit.epoch() == 0) {
      chat(sent.conversation(), sent.sequence()).epoch = 1;
      return;
    }
    Chat chat = chats.get(sent.conversation());
    if (chat == null || sent.sequence() <= chat.position) {
      return;
    }
    if (outgoing != null && outgoing.frame() instanceof Commit commit) {
      chat.epoch = Math.max(chat.epoch, commit.epoch() + 1);
    }
    if (sent.sequence() == chat.position + 1) {
      store(sent.conversation(), chat, sent.sequence(), sent.id());
    } else {
      chat.ownAhead.put(sent.sequence(), sent.id());
    }
  }

  private void onAccountEntry(AccountEntry entry) {
    judge.isTrue(
        entry.sequence() <= accountPosition + 1,
        "the account's log comes without gaps",
        entry.sequence());
    if (entry.sequence() > accountPosition) {
      accountPosition = entry.sequence();
      apply(entry);
    }
    frames.add(new AccountAck(accountPosition));
  }

  private void apply(AccountEntry entry) {
    if (entry.kind() == AccountEntryKind.JOINED) {
      Chat chat = chat(entry.conversation(), entry.conversationSequence());
      chat.leftAt = Long.MAX_VALUE;
      chat.epoch = Math.max(chat.epoch, 1);
      advance(entry.conversation(), chat, entry.conversationSequence());
    } else if (entry.kind() == AccountEntryKind.LEFT) {
      Chat chat = chat(entry.conversation(), entry.conversationSequence());
      chat.leftAt = entry.conversationSequence();
      chat.leftBy = entry.sequence();
    }
  }

  private void onExpired(Expired expired) {
    if (expired.conversation().isNone()) {
      accountPosition = Math.max(accountPosition, expired.sequence());
      return;
    }
    Chat chat = chat(expired.conversation(), expired.sequence());
    advance(expired.conversation(), chat, expired.sequence());
    chat.expiredThrough = chat.position;
    chat.ownAhead.headMap(chat.position, true).clear();
    lastSequence.merge(expired.conversation(), expired.sequence(), Math::max);
  }

  private void onError(Error error, long now) {
    judge.onError(error);
    if (error.code() == ErrorCode.WRONG_SEQUENCE.code()) {
      // The node knows less than the one before; what it sends again is known.
      lastSequence.computeIfPresent(
          error.conversation(), (id, last) -> Math.min(last, error.head()));
    }
    Outgoing outgoing = outbox.get(error.id());
    if (outgoing == null) {
      return;
    }
    switch (ErrorCode.of(error.code()).orElseThrow().retry()) {
      case NEVER -> {
        outbox.remove(error.id());
        asked.remove(error.id());
      }
      case AT_ONCE, LATER -> refuse(error.id(), now + error.retryAfterMillis());
      case AFTER_CATCH_UP -> overtaken(outgoing, error, now);
    }
  }

  private void refuse(EntryId id, long againMillis) {
    asked.remove(id);
    refused.put(id, againMillis);
  }

  private void overtaken(Outgoing outgoing, Error error, long now) {
    if (outgoing.frame() instanceof Send) {
      encryptAgain(outgoing, error.epoch());
      refuse(error.id(), now);
    } else {
      outbox.remove(error.id());
      asked.remove(error.id());
    }
  }

  private void acknowledge() {
    for (ConversationId conversation : toAcknowledge) {
      chat(conversation).ifPresent(chat -> frames.add(new Ack(conversation, chat.position)));
    }
    acknowledged.addAll(toAcknowledge);
    toAcknowledge.clear();
    unacknowledged = 0;
  }
}
