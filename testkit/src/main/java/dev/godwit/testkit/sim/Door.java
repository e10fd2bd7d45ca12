package dev.godwit.testkit.sim;

import dev.godwit.core.log.Batch;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.LogId;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountAck;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Expired;
import dev.godwit.wire.Fetch;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Opened;
import dev.godwit.wire.Presence;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Restored;
import dev.godwit.wire.Sent;
import dev.godwit.wire.Typing;
import dev.godwit.wire.Watch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Stands where frames leave the nodes and holds each against what is durable: who may see it,
/// whether it is true, and whether it comes in its turn.
final class Door {
  /// For how long a node may not have heard yet of what another part of it wrote.
  private static final long HEARSAY_MILLIS = 20_000;

  /// For how long what is durable may be on its way to those who catch up.
  private static final long UNDER_WAY_MILLIS = 8_000;

  /// Frames that may be lost, since the device was heard.
  private static final int UNANSWERED_FRAMES_MAX = 1_024;

  /// For how long a frame may be on its way to the session that it is for: over the bus, and while
  /// its worker waits for a disk.
  private static final long IN_MILLIS = 1_000;

  /// Clocks of nodes are at most so far from each other.
  private static final long CLOCKS_MILLIS = 2 * 3_600_000;

  private record Seat(int node, DeviceId device) {}

  private record InDoubt(ConversationId conversation, EntryId id) {}

  private final World world;
  private final Judge judge;
  private final Ledger ledger;
  private final MemoryLogs logs;
  private final boolean secondHome;
  private final Map<Long, Passage> passages = new HashMap<>();
  private long startedMillis;
  private final Map<Seat, Long> newest = new HashMap<>();
  private final Set<InDoubt> inDoubt = new HashSet<>();

  /// @param secondHome whether nodes may not know what is durable
  Door(World world, Judge judge, Ledger ledger, MemoryLogs logs, boolean secondHome) {
    this.world = world;
    this.judge = judge;
    this.ledger = ledger;
    this.logs = logs;
    this.secondHome = secondHome;
  }

  /// A node has started, with what is durable.
  void onStarted() {
    startedMillis = world.now();
  }

  void onConnected(long session, int node, AccountId account, DeviceId device) {
    passages.put(session, new Passage(session, node, account, device));
  }

  private Passage passage(long session) {
    Passage passage = passages.get(session);
    if (passage == null) {
      throw new AssertionError("a session that never was");
    }
    return passage;
  }

  // --- In ---

  /// A node takes a frame of a session.
  void onReceived(long session, Frame frame) {
    Passage from = passage(session);
    from.inFlight().onReceived(frame);
    from.onHeard(world.now());
    switch (frame) {
      case Hello hello -> from.onHello(hello, world.now());
      case AccountAck ack -> from.acknowledgesAccount(ack.sequence());
      case Ack ack -> from.reach(ack.conversation(), ack.sequence());
      case Fetch fetch -> from.goBack(fetch.conversation(), fetch.sequence(), world.now());
      case Watch watch -> watch.watched().forEach(w -> from.watches(w));
      default -> {}
    }
  }

  // --- Doubt ---

  /// The store did not say whether it wrote these.
  void doubt(Batch batch) {
    ledger.doubt(batch.appends());
    batch
        .appends()
        .forEach(
            append -> {
              if (append.log() instanceof LogId.OfConversation(var conversation)) {
                append.entries().forEach(e -> inDoubt.add(new InDoubt(conversation, e.id())));
              }
            });
  }

  /// A home looks what is durable.
  void onLooked(ConversationId conversation) {
    inDoubt.removeIf(doubt -> doubt.conversation().equals(conversation));
  }

  // --- Out ---

  /// A node answers a request that came over REST.
  void onAnswered(long request, Bytes bytes) {
    Frame frame = Frame.decode(bytes);
    world.trace().add(world.now(), "answered " + request, frame, bytes.hashCode());
    checkAnswer(frame);
  }

  private void checkAnswer(Frame frame) {
    if (frame instanceof Sent sent) {
      check(sent);
    } else if (frame instanceof Error error) {
      check(error);
    }
  }

  /// A node writes a frame to a session.
  void onWritten(long session, Bytes bytes) {
    Frame frame = Frame.decode(bytes);
    world.trace().add(world.now(), "written " + session, frame, bytes.hashCode());
    Passage to = passage(session);
    checkSeat(to, frame);
    switch (frame) {
      case Sent sent -> onSent(to, sent);
      case Entry entry -> onEntry(to, entry, bytes);
      case AccountEntry entry -> onAccountEntry(to, entry, bytes);
      case Expired expired -> onExpired(to, expired);
      case Restored restored ->
          restored.ends().forEach(end -> to.cut(end.conversation(), end.sequence()));
      case CaughtUp _ -> onCaughtUp(to);
      case Receipt receipt -> onReceipt(to, receipt);
      case Typing typing -> onTyping(to, typing);
      case Presence presence -> onPresence(to, presence);
      case Error error -> onError(to, error);
      default -> {}
    }
    to.inFlight().onWritten(frame);
    judge.isTrue(to.inFlight().isWithinWindow(), "never more than a window is in flight", frame);
  }

  private void checkSeat(Passage to, Frame frame) {
    Seat seat = new Seat(to.node(), to.device());
    if (frame instanceof Opened) {
      newest.merge(seat, to.session(), Math::max);
    }
    judge.isTrue(
        newest.getOrDefault(seat, 0L) <= to.session(),
        "a session that was displaced hears nothing more",
        frame);
  }

  private void onSent(Passage to, Sent sent) {
    check(sent);
    to.told(sent.conversation(), sent.sequence());
  }

  private void check(Sent sent) {
    Ledger.Line line = durable(LogId.of(sent.conversation()), sent.sequence(), sent);
    judge.isTrue(line.id().equals(sent.id()), "Sent names an entry of the log", sent);
  }

  private Ledger.Line durable(LogId log, long sequence, Frame about) {
    return ledger
        .line(log, sequence)
        .orElseThrow(() -> judge.broken("nothing leaves before it is durable", about));
  }

  private void onEntry(Passage to, Entry entry, Bytes bytes) {
    ConversationId conversation = entry.conversation();
    Ledger.Line line = durable(LogId.of(conversation), entry.sequence(), entry);
    judge.isTrue(line.frame().equals(bytes), "an entry is pushed as it was stored", entry);
    judge.isTrue(isFor(to.account(), entry), "only who is a member sees an entry", entry);
    judge.isTrue(
        entry.sequence() > to.pushed(conversation)
            || entry.device().equals(to.device())
            || to.fetchMillis(conversation) >= world.now() - IN_MILLIS
            || secondHome,
        "no entry is pushed twice in a session",
        entry);
    checkGap(to, conversation, entry.sequence(), entry);
    to.push(conversation, entry.sequence());
  }

  /// A second home by mistake may not know yet who was taken out, nor may a node that has started
  /// since, or a home that has begun since, before that was in the account's log. While homes move,
  /// the one before goes by what it has read.
  private boolean isFor(AccountId account, Entry entry) {
    ConversationId conversation = entry.conversation();
    long sequence = entry.sequence();
    long graceMillis = judge.hasMovingHomes() ? HEARSAY_MILLIS : 0;
    boolean mayNotKnow =
        secondHome
            || (!ledger.wasToldToGo(account, conversation, sequence, graceMillis)
                && (judge.hasMovingHomes()
                    || ledger.leftMillis(account, conversation, sequence) <= startedMillis));
    return ledger.mayRead(account, conversation, sequence)
        || (mayNotKnow && ledger.wasMember(account, conversation, sequence));
  }

  /// The session may not have heard of the Fetch yet, and goes on from where it was.
  private boolean isUnderWay(Passage to, ConversationId conversation, long sequence) {
    return to.fetchMillis(conversation) >= world.now() - IN_MILLIS
        && sequence <= to.beforeFetch(conversation);
  }

  private void checkGap(Passage to, ConversationId conversation, long until, Frame about) {
    for (long sequence = to.through(conversation) + 1; sequence < until; sequence++) {
      judge.isTrue(
          to.wasTold(conversation, sequence)
              || isUnderWay(to, conversation, sequence)
              || !ledger.mayRead(to.account(), conversation, sequence),
          "no entry is left out of a session",
          "the one at " + sequence + " before " + about);
    }
  }

  private void onAccountEntry(Passage to, AccountEntry entry, Bytes bytes) {
    if (entry.sequence() == 0) {
      boolean isItsEnd = entry.kind() == AccountEntryKind.DEVICE_REVOKED;
      judge.isTrue(isItsEnd, "only a device's own end is told ahead of the log", entry);
      return;
    }
    Ledger.Line line = durable(LogId.of(to.account()), entry.sequence(), entry);
    judge.isTrue(line.frame().equals(bytes), "an entry is pushed as it was stored", entry);
    judge.isTrue(
        entry.sequence() == to.accountThrough() + 1, "the account's log comes without gaps", entry);
    to.reachAccount(entry.sequence());
  }

  private void onExpired(Passage to, Expired expired) {
    ConversationId conversation = expired.conversation();
    long latest = world.wallMillis() + CLOCKS_MILLIS - Limits.RETENTION_MILLIS;
    for (long s = to.through(conversation) + 1; s <= expired.sequence(); s++) {
      if (ledger.mayRead(to.account(), conversation, s)) {
        Ledger.Line line = durable(LogId.of(conversation), s, expired);
        judge.isTrue(line.timeMillis() < latest, "what is within retention does not expire", s);
      }
    }
    to.reach(conversation, expired.sequence());
  }

  /// All that was there when the session opened has been sent. A conversation of which a home did
  /// not hear for good reasons is told as soon as it does.
  private void onCaughtUp(Passage to) {
    if (secondHome || to.wasCorrected()) {
      return;
    }
    long since = to.helloMillis() - UNDER_WAY_MILLIS;
    for (ConversationId conversation : ledger.conversations()) {
      LogId log = LogId.of(conversation);
      if (!ledger.isDoubted(log) && !ledger.isDoubted(LogId.of(to.account()))) {
        long due = ledger.readableSince(to.account(), conversation, since);
        if (due > to.through(conversation)) {
          checkGap(to, conversation, due + 1, new CaughtUp(0));
        }
      }
    }
  }

  private void onReceipt(Passage to, Receipt receipt) {
    checkUnanswered(to, receipt);
    checkMember(to.account(), receipt.conversation(), "receipts are for members", receipt);
    List<DeviceCursor> durable = logs.keptCursors(receipt.conversation());
    for (MemberCursor told : receipt.cursors()) {
      judge.isTrue(isDurable(told, durable), "a receipt tells only what is durable", receipt);
    }
  }

  private static boolean isDurable(MemberCursor told, List<DeviceCursor> durable) {
    long delivered = 0;
    long read = 0;
    for (DeviceCursor kept : durable) {
      if (kept.account().equals(told.account())) {
        delivered = Math.max(delivered, kept.delivered());
        read = Math.max(read, kept.read());
      }
    }
    return told.delivered() <= delivered && told.read() <= read;
  }

  private void onTyping(Passage to, Typing typing) {
    checkUnanswered(to, typing);
    checkMember(to.account(), typing.conversation(), "typing is for members", typing);
    checkMember(typing.account(), typing.conversation(), "typing is of members", typing);
  }

  private void onPresence(Passage to, Presence presence) {
    checkUnanswered(to, presence);
    boolean allowed =
        to.watchedBy(presence.account()).stream()
            .anyMatch(by -> isMember(to.account(), by) && isMember(presence.account(), by));
    judge.isTrue(allowed, "presence is told among members", presence);
  }

  private void checkMember(AccountId who, ConversationId where, String rule, Frame about) {
    judge.isTrue(isMember(who, where), rule, about);
  }

  private boolean isMember(AccountId who, ConversationId where) {
    return ledger.isMember(who, where, HEARSAY_MILLIS);
  }

  /// A session counts from when it takes what was heard. What it tells while that is on its way to
  /// it may be as much again, and belongs to the silence before.
  private void checkUnanswered(Passage to, Frame frame) {
    boolean onItsWay = to.heardMillis() >= world.now() - IN_MILLIS;
    boolean held =
        onItsWay
            ? to.onMeanwhile() <= 2 * UNANSWERED_FRAMES_MAX
            : to.onUnanswered() <= UNANSWERED_FRAMES_MAX;
    judge.isTrue(held, "what may be lost is held back", frame);
  }

  private void onError(Passage to, Error error) {
    check(error);
    if (error.code() == ErrorCode.WRONG_SEQUENCE.code()) {
      to.correct(error.conversation(), error.head(), world.now());
    }
  }

  private void check(Error error) {
    judge.isTrue(
        error.code() != ErrorCode.STORE_UNAVAILABLE.code()
            || !inDoubt.contains(new InDoubt(error.conversation(), error.id())),
        "after a write of unknown outcome the log decides",
        error);
  }
}
