package dev.godwit.core.session;

import dev.godwit.core.log.LogId;
import dev.godwit.wire.AccountAck;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Ack;
import dev.godwit.wire.AskReceipts;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Fetch;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Leave;
import dev.godwit.wire.Limits;
import dev.godwit.wire.Opened;
import dev.godwit.wire.Position;
import dev.godwit.wire.Read;
import dev.godwit.wire.Send;
import dev.godwit.wire.Typing;
import dev.godwit.wire.Watch;
import dev.godwit.wire.Watched;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// One connected device: takes its frames, once its account is loaded.
final class Session implements Feed.Out {
  /// Frames that may be lost, written since the device was last heard; more are held back.
  static final int UNANSWERED_FRAMES_MAX = 1_024;

  /// Conversations in which a device is known to wait for ticks. Of the longest known it hears when
  /// it asks.
  static final int RECEIPTS_AWAITED_MAX = 256;

  private final SessionId id;
  private final AccountId account;
  private final DeviceId device;
  private final long tokenExpiresMillis;
  private final SessionConfig config;
  private final Standing standing;
  private final SessionEffects out;
  private final TokenBucket bucket;

  // Replaced when something is put in: thousands of sessions have nothing in them.
  private Map<AccountId, ConversationId> watched = Map.of();
  // By conversations that the account's log does not have yet.
  private Map<AccountId, ConversationId> watchedLater = Map.of();
  private Set<ConversationId> receiptsOwed = Set.of();
  // Where the device waits for ticks; kept only where what is told may be lost between nodes.
  private Set<ConversationId> receiptsAwaited = Set.of();

  private Optional<Feed> feed = Optional.empty();
  private boolean closed;
  private long heardMillis;
  private int unanswered;

  /// What a session is told when it is opened.
  record Opening(SessionId session, AccountId account, DeviceId device, long tokenExpiresMillis) {}

  Session(
      Opening opening,
      SessionConfig config,
      Standing standing,
      SessionEffects out,
      long nowMillis) {
    this.id = opening.session();
    this.account = opening.account();
    this.device = opening.device();
    this.tokenExpiresMillis = opening.tokenExpiresMillis();
    this.config = config;
    this.standing = standing;
    this.out = out;
    this.bucket = new TokenBucket(config.sendsPerSecond(), config.sendsBurstMax(), nowMillis);
    this.heardMillis = nowMillis;
  }

  SessionId id() {
    return id;
  }

  DeviceId device() {
    return device;
  }

  boolean isOpen() {
    return feed.isPresent() && !closed;
  }

  /// Whether the device ever said Hello.
  boolean hasOpened() {
    return feed.isPresent();
  }

  boolean isClosed() {
    return closed;
  }

  Map<AccountId, ConversationId> watched() {
    return watched;
  }

  Optional<Feed> feed() {
    return closed ? Optional.empty() : feed;
  }

  /// Any frame is a sign of life, also while the account is loading.
  void onHeard(long nowMillis) {
    heardMillis = nowMillis;
    unanswered = 0;
    if (!receiptsOwed.isEmpty()) {
      Set<ConversationId> owed = receiptsOwed;
      receiptsOwed = Set.of();
      owed.forEach(conversation -> out.askReceipts(conversation, id, account));
    }
  }

  /// A clock that was set back must not keep a silent session, and one whose connection has heard
  /// the device is not silent.
  void onClock(long nowMillis) {
    long silentMillis = Math.min(out.silentMillis(id), nowMillis);
    heardMillis = Math.clamp(heardMillis, nowMillis - silentMillis, nowMillis);
  }

  /// When the session ends unless it is heard before.
  long deadlineMillis() {
    return Math.min(tokenExpiresMillis, heardMillis + config.silentMillisMax());
  }

  CloseCode reasonAtDeadline(long nowMillis) {
    return nowMillis >= tokenExpiresMillis ? CloseCode.TOKEN_EXPIRED : CloseCode.SILENT;
  }

  void close(CloseCode code) {
    if (!closed) {
      closed = true;
      out.close(id, code);
    }
  }

  /// Tells the device who has revoked it, ahead of the account's log, which it will not read any
  /// more.
  void tellRevoked(AccountEntry said, long nowMillis) {
    if (isOpen()) {
      write(
          Frame.encode(
              new AccountEntry(
                  0,
                  said.id(),
                  nowMillis,
                  said.kind(),
                  ConversationId.NONE,
                  0,
                  said.device(),
                  said.payload())));
    }
  }

  /// The connection is gone.
  void onClosed() {
    closed = true;
  }

  // --- Frames ---

  /// Takes a frame of the device.
  void onFrame(Frame frame, long nowMillis) {
    if (closed) {
      return;
    }
    if (feed.isEmpty()) {
      open(frame, nowMillis);
    } else {
      take(frame, feed.get(), nowMillis);
    }
  }

  private void open(Frame frame, long nowMillis) {
    if (!(frame instanceof Hello hello) || hello.positions().size() > Limits.HELLO_POSITIONS_MAX) {
      violated();
    } else if (hello.version() < Limits.PROTOCOL_VERSION_MIN) {
      error(ErrorCode.UNSUPPORTED_VERSION);
      close(CloseCode.UNSUPPORTED_VERSION);
    } else {
      open(hello, nowMillis);
    }
  }

  private void open(Hello hello, long nowMillis) {
    int window =
        hello.window() == 0
            ? config.windowEntriesMax()
            : Math.min(hello.window(), config.windowEntriesMax());
    int version = Math.min(hello.version(), Limits.PROTOCOL_VERSION);
    Cutting cutting = new Cutting(hello, account, standing);
    cutting.told().ifPresent(restored -> write(Frame.encode(restored)));
    write(Frame.encode(new Opened(version, nowMillis, config.heartbeatMillis(), window)));
    Map<ConversationId, Long> positions = positions(cutting.positions());
    long claimed = cutting.accountSequence();
    long accountSequence = Math.min(claimed, standing.accountHead());
    if (claimed > standing.accountHead()) {
      wrongSequence(ConversationId.NONE, standing.accountHead());
    }
    Feed opened = new Feed(account, device, standing, window, this, accountSequence);
    feed = Optional.of(opened);
    opened.start(conversation -> positions.getOrDefault(conversation, 0L));
    opened.isAhead(cutting.ahead());
    hello.positions().stream()
        .filter(Position::receipts)
        .forEach(position -> askReceipts(position.conversation()));
  }

  private Map<ConversationId, Long> positions(List<Position> claimed) {
    Map<ConversationId, Long> positions = HashMap.newHashMap(claimed.size());
    for (Position position : claimed) {
      ConversationId conversation = position.conversation();
      if (standing.fold().membership(conversation).isNone()) {
        continue;
      }
      long head = standing.head(conversation);
      if (position.sequence() > head) {
        wrongSequence(conversation, head);
      }
      positions.put(conversation, Math.min(position.sequence(), head));
    }
    return positions;
  }

  private void take(Frame frame, Feed to, long nowMillis) {
    switch (frame) {
      case Send send -> onSend(send, nowMillis);
      case Commit commit -> onCommit(commit, nowMillis);
      case Ack ack -> onAck(ack, to);
      case Read read -> onRead(read);
      case AccountAck ack -> onAccountAck(ack, to);
      case Fetch fetch -> onFetch(fetch, to, nowMillis);
      case AskReceipts ask -> onAskReceipts(ask, nowMillis);
      case Watch watch -> onWatch(watch, nowMillis);
      case Typing typing -> onTyping(typing, nowMillis);
      case Heartbeat _ -> write(Frame.encode(new Heartbeat(nowMillis)));
      case Leave leave -> onLeave(leave, nowMillis);
      case dev.godwit.wire.UnknownFrame _ -> error(ErrorCode.UNKNOWN_FRAME);
      case Hello _,
          Opened _,
          dev.godwit.wire.Sent _,
          dev.godwit.wire.Entry _,
          AccountEntry _,
          dev.godwit.wire.Receipt _,
          dev.godwit.wire.Expired _,
          dev.godwit.wire.CaughtUp _,
          dev.godwit.wire.Presence _,
          dev.godwit.wire.Restored _,
          Error _,
          dev.godwit.wire.Goodbye _ ->
          violated();
    }
  }

  private void onSend(Send send, long nowMillis) {
    if (mayAsk(send.conversation(), send.id(), nowMillis)) {
      await(send.conversation());
      out.send(id, account, device, send);
    }
  }

  private void onCommit(Commit commit, long nowMillis) {
    if (mayAsk(commit.conversation(), commit.id(), nowMillis)) {
      out.commit(id, account, device, commit);
    }
  }

  private void onLeave(Leave leave, long nowMillis) {
    if (mayAsk(leave.conversation(), leave.id(), nowMillis)) {
      out.leave(id, account, device, leave);
    }
  }

  private boolean mayAsk(ConversationId conversation, EntryId entry, long nowMillis) {
    boolean allowed = bucket.take(nowMillis);
    if (!allowed) {
      int code = ErrorCode.RATE_LIMITED.code();
      write(Frame.encode(new Error(code, conversation, entry, 0, 0, bucket.millisToNext())));
    }
    return allowed;
  }

  private void onAck(Ack ack, Feed to) {
    if (isClaimable(ack.conversation(), ack.sequence())) {
      out.moved(ack.conversation(), account, device, ack.sequence(), 0);
      to.onAck(ack.conversation(), ack.sequence());
    }
  }

  private void onRead(Read read) {
    if (isClaimable(read.conversation(), read.sequence())) {
      out.moved(read.conversation(), account, device, read.sequence(), read.sequence());
    }
  }

  private boolean isClaimable(ConversationId conversation, long sequence) {
    if (standing.fold().membership(conversation).isNone()) {
      unknown(conversation);
      return false;
    }
    boolean claimable = sequence <= standing.head(conversation);
    if (!claimable) {
      wrongSequence(conversation, standing.head(conversation));
    }
    return claimable;
  }

  private void onAccountAck(AccountAck ack, Feed to) {
    if (ack.sequence() <= standing.accountHead()) {
      to.onAccountAck(ack.sequence());
    } else {
      wrongSequence(ConversationId.NONE, standing.accountHead());
    }
  }

  private void onFetch(Fetch fetch, Feed to, long nowMillis) {
    if (standing.fold().membership(fetch.conversation()).isNone()) {
      unknown(fetch.conversation());
    } else if (mayAsk(fetch.conversation(), EntryId.NONE, nowMillis)) {
      to.onFetch(fetch.conversation(), fetch.sequence());
    }
  }

  private void onAskReceipts(AskReceipts ask, long nowMillis) {
    if (mayAsk(ask.conversation(), EntryId.NONE, nowMillis)) {
      askReceipts(ask.conversation());
    }
  }

  private void askReceipts(ConversationId conversation) {
    await(conversation);
    out.askReceipts(conversation, id, account);
  }

  private void await(ConversationId conversation) {
    if (!config.hasOthers()) {
      return;
    }
    if (receiptsAwaited.isEmpty()) {
      receiptsAwaited = new LinkedHashSet<>();
    }
    receiptsAwaited.remove(conversation);
    receiptsAwaited.add(conversation);
    if (receiptsAwaited.size() > RECEIPTS_AWAITED_MAX) {
      receiptsAwaited.remove(receiptsAwaited.iterator().next());
    }
  }

  private void onTyping(Typing typing, long nowMillis) {
    // Nobody misses one: too many are dropped without a word.
    if (bucket.take(nowMillis)) {
      out.typing(typing.conversation(), account, device, typing.typing());
    }
  }

  private void onWatch(Watch watch, long nowMillis) {
    if (watch.watched().size() > Limits.WATCHED_ACCOUNTS_MAX) {
      violated();
      return;
    }
    if (!mayAsk(ConversationId.NONE, EntryId.NONE, nowMillis)) {
      return;
    }
    Map<AccountId, ConversationId> before = watched;
    watched = new LinkedHashMap<>();
    watchedLater = new LinkedHashMap<>();
    for (Watched wanted : watch.watched()) {
      if (isMember(wanted.conversation())) {
        watched.put(wanted.account(), wanted.conversation());
      } else {
        watchedLater.put(wanted.account(), wanted.conversation());
      }
    }
    // What another conversation allowed before must not stay allowed by it.
    before.forEach(
        (gone, allowing) -> {
          if (!allowing.equals(watched.get(gone))) {
            out.unwatch(id, account, gone);
          }
        });
    watched.forEach((wanted, allowing) -> out.watch(id, account, wanted, allowing));
  }

  /// Somebody is watched as long as the account is a member of the conversation that allows it; the
  /// device may have asked before the account's log said so.
  void lookWhatMayBeWatched() {
    if (watched.isEmpty() && watchedLater.isEmpty()) {
      return;
    }
    Map<AccountId, ConversationId> ended = taken(watched, by -> !isMember(by));
    Map<AccountId, ConversationId> begun = taken(watchedLater, this::isMember);
    ended.keySet().forEach(gone -> out.unwatch(id, account, gone));
    begun.forEach((wanted, allowing) -> out.watch(id, account, wanted, allowing));
    watched.putAll(begun);
    watchedLater.putAll(ended);
  }

  private boolean isMember(ConversationId conversation) {
    return standing.fold().membership(conversation).isOpen();
  }

  private static Map<AccountId, ConversationId> taken(
      Map<AccountId, ConversationId> from, Predicate<ConversationId> which) {
    Map<AccountId, ConversationId> taken = new LinkedHashMap<>();
    from.forEach(
        (wanted, allowing) -> {
          if (which.test(allowing)) {
            taken.put(wanted, allowing);
          }
        });
    taken.keySet().forEach(from::remove);
    return taken;
  }

  /// Asks again for the presence of all that are watched, and for the receipts that the device
  /// waits for as soon as it is heard.
  void askAgain() {
    watched.forEach((wanted, allowing) -> out.watch(id, account, wanted, allowing));
    if (!receiptsAwaited.isEmpty()) {
      if (receiptsOwed.isEmpty()) {
        receiptsOwed = new LinkedHashSet<>();
      }
      receiptsOwed.addAll(receiptsAwaited);
    }
  }

  private void violated() {
    error(ErrorCode.MALFORMED_FRAME);
    close(CloseCode.PROTOCOL_VIOLATED);
  }

  // --- To the device ---

  @Override
  public void write(Bytes frame) {
    if (!closed) {
      out.write(id, frame);
    }
  }

  @Override
  public void departed() {
    standing.departed(device);
  }

  @Override
  public void read(LogId log, long after, int entriesMax, int bytesMax) {
    out.page(
        id,
        account,
        log,
        after,
        new SessionEffects.PageSize(entriesMax, bytesMax),
        answer -> onPage(log, after, answer));
  }

  private void onPage(LogId log, long after, SessionEffects.PageAnswer answer) {
    feed()
        .ifPresent(
            to -> {
              switch (answer) {
                case SessionEffects.PageAnswer.Read(var page) -> to.onPage(log, after, page);
                case SessionEffects.PageAnswer.Failed() -> to.onPageFailed();
              }
            });
  }

  /// Writes a frame that may be lost; held back from a device that is not heard.
  boolean tell(Bytes frame) {
    if (!isOpen() || unanswered >= UNANSWERED_FRAMES_MAX) {
      return false;
    }
    unanswered++;
    write(frame);
    return true;
  }

  /// Writes receipts, now or when the device is heard again.
  void tellReceipts(ConversationId conversation, Bytes frame) {
    if (isOpen() && !tell(frame)) {
      if (receiptsOwed.isEmpty()) {
        receiptsOwed = new LinkedHashSet<>();
      }
      receiptsOwed.add(conversation);
    }
  }

  private void error(ErrorCode error) {
    write(Frame.encode(new Error(error.code(), ConversationId.NONE, EntryId.NONE, 0, 0, 0)));
  }

  private void unknown(ConversationId conversation) {
    int code = ErrorCode.CONVERSATION_UNKNOWN.code();
    write(Frame.encode(new Error(code, conversation, EntryId.NONE, 0, 0, 0)));
  }

  private void wrongSequence(ConversationId conversation, long head) {
    int code = ErrorCode.WRONG_SEQUENCE.code();
    write(Frame.encode(new Error(code, conversation, EntryId.NONE, 0, head, 0)));
  }
}
