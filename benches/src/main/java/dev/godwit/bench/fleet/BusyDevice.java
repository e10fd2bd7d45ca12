package dev.godwit.bench.fleet;

import dev.godwit.wire.AccountAck;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Error;
import dev.godwit.wire.Frame;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Position;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A device with many direct conversations. It sends in those it has made, each message in one
/// chosen by chance, and takes and acknowledges what comes in the others.
final class BusyDevice implements Socket.Listener {
  private static final long EPOCH = 1;

  /// The entry that made a conversation.
  private static final long FIRST_SEQUENCE = 1;

  private Identity identity;
  private final Surroundings around;
  private final List<ConversationId> made = new ArrayList<>();
  private final Map<ConversationId, Outbox> sending = new HashMap<>();

  /// Up to where it has each conversation.
  private final Map<ConversationId, Long> taken = new HashMap<>();

  private final Map<ConversationId, Long> toAcknowledge = new LinkedHashMap<>();
  private final Link link = new Link();
  private boolean open;
  private boolean caughtUp;
  private int inFlight;
  private int numbers;
  private long accountSequence;
  private long accountAcked;

  /// What a busy device finds around it.
  interface Surroundings {
    int inFlightWanted();

    Outgoing newMessage(int number);

    /// A number from 0 to `bound` - 1, chosen by chance.
    int random(int bound);

    Tally tally();

    void onMade();

    /// Something that must not happen while a healthy node is measured.
    void onTrouble(String what);
  }

  BusyDevice(Identity identity, Surroundings around) {
    this.identity = identity;
    this.around = around;
  }

  Identity identity() {
    return identity;
  }

  /// Takes new tokens for the next connection.
  void renewed(Identity same) {
    identity = same;
  }

  boolean isOpen() {
    return open;
  }

  boolean isCaughtUp() {
    return caughtUp;
  }

  int inFlight() {
    return inFlight;
  }

  /// Makes a conversation with `other`; [Surroundings#onMade] follows.
  void make(BusyDevice other, RandomGenerator random) {
    link.send(DirectConversation.creation(identity, other.identity, random));
    link.flush();
  }

  /// Keeps as many messages in flight as are wanted.
  void pump() {
    while (!made.isEmpty() && inFlight < around.inFlightWanted()) {
      sendOne(made.get(around.random(made.size())));
    }
    link.flush();
  }

  private void sendOne(ConversationId conversation) {
    Outgoing message = around.newMessage(++numbers);
    sending.computeIfAbsent(conversation, _ -> new Outbox()).add(message);
    inFlight++;
    link.send(new Send(conversation, message.id(), EPOCH, message.payload(), Bytes.EMPTY));
  }

  void heartbeat() {
    link.heartbeat();
  }

  void close() {
    link.close();
  }

  @Override
  public void onOpen(Socket opened) {
    open = true;
    List<Position> positions = new ArrayList<>(taken.size());
    taken.forEach((id, sequence) -> positions.add(new Position(id, sequence, false)));
    link.open(opened, accountSequence, positions);
  }

  @Override
  public void onFrame(Frame frame) {
    switch (frame) {
      case Sent sent -> onSent(sent);
      case Entry entry -> onEntry(entry);
      case Receipt receipt -> onReceipt(receipt);
      case AccountEntry entry -> onAccountEntry(entry);
      case CaughtUp _ -> caughtUp = true;
      case Error error -> around.onTrouble("refused with " + error.code());
      default -> {}
    }
  }

  private void onAccountEntry(AccountEntry entry) {
    accountSequence = entry.sequence();
    if (entry.kind() == AccountEntryKind.JOINED) {
      taken.putIfAbsent(entry.conversation(), FIRST_SEQUENCE);
    }
  }

  private void onSent(Sent sent) {
    taken.merge(sent.conversation(), sent.sequence(), Math::max);
    if (sent.sequence() == FIRST_SEQUENCE) {
      made.add(sent.conversation());
      around.onMade();
      return;
    }
    Outbox outbox = sending.get(sent.conversation());
    if (outbox != null) {
      outbox.onSent(sent.id(), sent.sequence()).ifPresent(around.tally()::onAcknowledged);
      takeDelivered(sent.conversation(), outbox);
    }
  }

  private void onReceipt(Receipt receipt) {
    Outbox outbox = sending.get(receipt.conversation());
    if (outbox != null) {
      for (MemberCursor cursor : receipt.cursors()) {
        if (!cursor.account().equals(identity.account())) {
          outbox.onDelivered(cursor.delivered());
        }
      }
      takeDelivered(receipt.conversation(), outbox);
    }
  }

  private void takeDelivered(ConversationId conversation, Outbox outbox) {
    int delivered = outbox.takeDelivered();
    inFlight -= delivered;
    around.tally().onReceipted(delivered);
    if (outbox.inFlight() == 0) {
      sending.remove(conversation);
    }
  }

  /// Its own conversations have only its own messages, so every one of another's follows the last.
  private void onEntry(Entry entry) {
    if (entry.kind() == EntryKind.APPLICATION) {
      long last = taken.getOrDefault(entry.conversation(), FIRST_SEQUENCE);
      if (entry.sequence() != last + 1) {
        around.onTrouble("a message at another place than the next");
      }
      taken.put(entry.conversation(), entry.sequence());
      around.tally().onShown(Payload.dueNanos(entry.payload()));
    }
    toAcknowledge.put(entry.conversation(), entry.sequence());
  }

  @Override
  public void onRead() {
    toAcknowledge.forEach((conversation, through) -> link.send(new Ack(conversation, through)));
    toAcknowledge.clear();
    if (accountSequence > accountAcked) {
      accountAcked = accountSequence;
      link.send(new AccountAck(accountSequence));
    }
    pump();
  }

  @Override
  public void onClosing(int code) {
    around.onTrouble("the node closes with " + code);
  }

  @Override
  public void onClosed() {
    open = false;
    caughtUp = false;
    around.onTrouble("a connection ended");
  }

  @Override
  public void onFailure(Throwable cause) {
    around.onTrouble(String.valueOf(cause.getMessage()));
  }
}
