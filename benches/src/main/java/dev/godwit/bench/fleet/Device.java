package dev.godwit.bench.fleet;

import dev.godwit.wire.AccountAck;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Ack;
import dev.godwit.wire.AskReceipts;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Expired;
import dev.godwit.wire.Fetch;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Goodbye;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Leave;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Opened;
import dev.godwit.wire.Position;
import dev.godwit.wire.Presence;
import dev.godwit.wire.Read;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Restored;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import dev.godwit.wire.Typing;
import dev.godwit.wire.UnknownFrame;
import dev.godwit.wire.Watch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A device of the protocol with at most one conversation: sends, acknowledges, catches up, sends
/// again. It stores in memory what a real one stores on disk, so it outlives any crash of the node.
final class Device implements Socket.Listener {
  private static final long RETRY_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(20);

  private final Surroundings around;
  private final Outbox outbox = new Outbox();
  private final Standing standing = new Standing();
  private final DeliveryCheck check = new DeliveryCheck();
  private Identity identity;

  private @Nullable Socket socket;
  private boolean caughtUp;
  private long accountSequence;
  private long accountAcked;

  private ConversationId conversation = ConversationId.NONE;
  private @Nullable Device partner;
  private long epoch;
  private long fetchedAt;
  private int numbers;

  Device(Identity identity, Surroundings around) {
    this.identity = identity;
    this.around = around;
  }

  /// What a device finds around it.
  interface Surroundings {
    /// A number of messages to keep in flight; 0 to send nothing by itself.
    int inFlightWanted();

    Payload payload();

    EntryId newEntryId();

    Tally tally();

    void schedule(long nanos, Runnable what);

    /// The session is up to date, or has ended.
    void onCaughtUp(Device device);

    void onClosed(Device device);

    /// Something happened that no node should do, or a handshake was refused.
    void onFailure(Throwable cause);
  }

  Identity identity() {
    return identity;
  }

  /// Takes new tokens for the next connection.
  void renewed(Identity same) {
    identity = same;
  }

  boolean isCaughtUp() {
    return caughtUp;
  }

  /// Whether the device is a member of its conversation and may send.
  boolean isJoined() {
    return standing.position() > 0;
  }

  int inFlight() {
    return outbox.inFlight();
  }

  /// What this device was promised as a sender against what its partner was shown.
  DeliveryCheck check() {
    return check;
  }

  void meet(ConversationId id, Device other) {
    conversation = id;
    partner = other;
  }

  /// Sends the commit that makes the conversation; its answer is a Sent like any other.
  void send(Commit creation) {
    sendNow(creation);
    flush();
  }

  /// Makes a message and sends it at once, or after the next catch-up.
  void sendMessage(long dueNanos) {
    int number = ++numbers;
    Outgoing message =
        new Outgoing(
            around.newEntryId(), number, dueNanos, around.payload().make(number, dueNanos));
    outbox.add(message);
    if (caughtUp) {
      sendNow(frameOf(message));
    }
  }

  /// Keeps as many messages in flight as are wanted.
  void pump() {
    if (!caughtUp || !isJoined()) {
      return;
    }
    int wanted = around.inFlightWanted();
    while (outbox.inFlight() < wanted) {
      sendMessage(System.nanoTime());
    }
  }

  void heartbeat() {
    sendNow(new Heartbeat(0));
    flush();
  }

  void flush() {
    if (socket != null) {
      socket.flush();
    }
  }

  /// Whether it reads what arrives. A new connection reads.
  void read(boolean reads) {
    if (socket != null) {
      socket.read(reads);
    }
  }

  void close() {
    if (socket != null) {
      socket.close();
    }
  }

  @Override
  public void onOpen(Socket opened) {
    socket = opened;
    List<Position> positions =
        isJoined() ? List.of(new Position(conversation, standing.position(), true)) : List.of();
    sendNow(
        new Hello(
            Limits.PROTOCOL_VERSION,
            "bench",
            accountSequence,
            positions,
            Limits.SESSION_WINDOW_ENTRIES_MAX,
            0));
    flush();
  }

  @Override
  public void onFrame(Frame frame) {
    switch (frame) {
      case Sent sent -> onSent(sent);
      case Entry entry -> onEntry(entry);
      case AccountEntry entry -> onAccountEntry(entry);
      case Receipt receipt -> onReceipt(receipt);
      case CaughtUp _ -> onCaughtUp();
      case Error error -> onError(error);
      case Opened _, Heartbeat _, Expired _, Presence _, Typing _, Goodbye _, Restored _ -> {}
      case UnknownFrame _ -> {}
      case Hello _,
          Send _,
          Commit _,
          Ack _,
          Read _,
          AccountAck _,
          Fetch _,
          AskReceipts _,
          Watch _,
          Leave _ ->
          throw new BenchFailure("The node sent a frame that only devices send");
    }
  }

  private void onCaughtUp() {
    caughtUp = true;
    outbox.unsent().forEach(message -> sendNow(frameOf(message)));
    pump();
    around.onCaughtUp(this);
  }

  private void onAccountEntry(AccountEntry entry) {
    accountSequence = Math.max(accountSequence, entry.sequence());
    if (entry.kind() == AccountEntryKind.JOINED && entry.conversation().equals(conversation)) {
      joinedAt(entry.conversationSequence());
    }
  }

  private void joinedAt(long sequence) {
    if (!isJoined()) {
      standing.onJoined(sequence);
      epoch = 1;
    }
  }

  private void onSent(Sent sent) {
    Outgoing message = outbox.onSent(sent.id(), sent.sequence()).orElse(null);
    if (message == null) {
      return;
    }
    check.onAcknowledged(message.number(), sent.sequence());
    around.tally().onAcknowledged(message);
    around.tally().onReceipted(outbox.takeDelivered());
    standing.onOwn(sent.sequence());
  }

  private void onEntry(Entry entry) {
    switch (standing.onEntry(entry.sequence())) {
      case KNOWN -> {}
      case GAP -> fetchFrom(standing.position());
      case NEXT -> onNextEntry(entry);
    }
  }

  private void onNextEntry(Entry entry) {
    if (entry.kind() == EntryKind.COMMIT) {
      epoch = entry.epoch() + 1;
    } else if (entry.account().equals(identity.account())) {
      onSent(new Sent(conversation, entry.id(), entry.sequence(), entry.time()));
    } else {
      show(entry);
    }
  }

  private void show(Entry entry) {
    if (partner != null) {
      partner.check.onShown(Payload.number(entry.payload()), entry.sequence());
    }
    around.tally().onShown(Payload.dueNanos(entry.payload()));
  }

  /// Asks once for what is missing behind `sequence`; live entries beyond are dropped meanwhile.
  private void fetchFrom(long sequence) {
    if (caughtUp && fetchedAt != sequence) {
      fetchedAt = sequence;
      around.tally().onGap();
      sendNow(new Fetch(conversation, sequence));
    }
  }

  private void onReceipt(Receipt receipt) {
    for (MemberCursor cursor : receipt.cursors()) {
      if (!cursor.account().equals(identity.account())) {
        outbox.onDelivered(cursor.delivered());
      }
    }
    around.tally().onReceipted(outbox.takeDelivered());
  }

  private void onError(Error error) {
    around.tally().onRefused(error);
    if (outbox.isUnsent(error.id())) {
      long nanos = TimeUnit.MILLISECONDS.toNanos(error.retryAfterMillis());
      around.schedule(Math.max(nanos, RETRY_NANOS_MIN), () -> sendAgain(error.id()));
    } else if (error.code() == ErrorCode.MALFORMED_FRAME.code()) {
      throw new BenchFailure("The node could not read a frame");
    }
  }

  private void sendAgain(EntryId id) {
    outbox.unsent().stream()
        .filter(message -> caughtUp && message.id().equals(id))
        .findFirst()
        .ifPresent(message -> sendNow(frameOf(message)));
    flush();
  }

  @Override
  public void onRead() {
    if (accountSequence > accountAcked) {
      accountAcked = accountSequence;
      sendNow(new AccountAck(accountSequence));
    }
    if (standing.takeOwesAck()) {
      sendNow(new Ack(conversation, standing.position()));
    }
    pump();
    flush();
  }

  @Override
  public void onClosed() {
    socket = null;
    caughtUp = false;
    fetchedAt = 0;
    standing.onDisconnected();
    around.tally().onClosed();
    around.onClosed(this);
  }

  @Override
  public void onFailure(Throwable cause) {
    around.onFailure(cause);
  }

  /// Where it stands, for whoever looks for the reason of a failure.
  @Override
  public String toString() {
    return "Device["
        + identity.account()
        + (caughtUp ? " caught up, stands at " : " not caught up, stands at ")
        + standing.position()
        + " of "
        + conversation
        + ", "
        + outbox
        + "]";
  }

  private Send frameOf(Outgoing message) {
    return new Send(conversation, message.id(), epoch, message.payload(), Bytes.EMPTY);
  }

  private void sendNow(Frame frame) {
    if (socket != null) {
      socket.send(frame);
    }
  }
}
