package dev.godwit.core.session;

import dev.godwit.core.conversation.Asker;
import dev.godwit.core.log.Appended;
import dev.godwit.core.log.BatchBuilder;
import dev.godwit.core.log.Durable;
import dev.godwit.core.log.LastSeen;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.Retry;
import dev.godwit.core.log.StoreException;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Sent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/// One account at its home: its log, where its conversations stand, its devices' sessions.
///
/// Owned by one worker loop; never blocks. It loads itself when it is first needed; what comes
/// before waits in a bounded queue.
public final class AccountHome implements Durable, Standing {
  /// Frames and sessions that wait for the account to load; a session that brings more is closed.
  public static final int WAITING_INPUTS_MAX = 4_096;

  /// Entries of the account's log behind its snapshot, unless one append brings more; so many are
  /// read when it loads.
  public static final int BEHIND_ENTRIES_MAX = 64;

  /// Bytes of the frames of those.
  public static final int BEHIND_BYTES_MAX = 256 * 1024;

  private static final int WAITING_INPUTS_USUAL = 2;

  private static final int BYTES = 800;

  private enum Phase {
    COLD,
    LOADING,
    READY
  }

  private final AccountId account;
  private final SessionConfig config;
  private final SessionEffects out;
  private final Sessions sessions = new Sessions();
  private final Recents recents = new Recents();
  private final Deque<LongConsumer> waiting = new ArrayDeque<>(WAITING_INPUTS_USUAL);
  private final Pending pending;
  private final SnapshotAge age = new SnapshotAge();
  private final Departures departures;

  private Phase phase = Phase.COLD;
  private AccountFold fold = AccountFold.NONE;
  private Cuts cuts = Cuts.NONE;
  private long head;
  private long lastMillis;
  private long lastSeenMillis;
  private long seenToKeep;
  private boolean looksAgain;
  private long retryMillis;
  private long nowMillis;
  private int appendIndex = BatchBuilder.NO_APPEND;

  public AccountHome(AccountId account, SessionConfig config, SessionEffects out) {
    this.account = account;
    this.config = config;
    this.out = out;
    this.pending = new Pending(account);
    this.departures = new Departures(account, out);
  }

  public AccountId account() {
    return account;
  }

  /// About what it takes in memory without its sessions, in bytes.
  public int bytes() {
    return BYTES + fold.bytes();
  }

  /// Whether it may be forgotten: nobody is connected and nothing is under way.
  public boolean isIdle() {
    return phase != Phase.LOADING
        && sessions.isEmpty()
        && waiting.isEmpty()
        && pending.isEmpty()
        && departures.isEmpty()
        && seenToKeep == 0;
  }

  public boolean isOnline() {
    return sessions.isOnline();
  }

  public long lastSeenMillis() {
    return lastSeenMillis;
  }

  /// Whether the account is a member of the conversation now. Only after [#whenReady].
  public boolean isMember(ConversationId conversation) {
    return fold.membership(conversation).isOpen();
  }

  /// Runs `action` as soon as the account is loaded; false when too much waits already.
  public boolean whenReady(LongConsumer action, long now) {
    nowMillis = now;
    if (phase == Phase.READY) {
      action.accept(now);
      return true;
    }
    if (waiting.size() == WAITING_INPUTS_MAX) {
      return false;
    }
    waiting.add(action);
    load();
    return true;
  }

  // --- Sessions ---

  /// A device has connected. A session that the device still had is displaced. Answers until when
  /// the session lives unless it is heard.
  public long onOpened(SessionId id, DeviceId device, long tokenExpiresMillis, long now) {
    nowMillis = now;
    sessions.of(device).forEach(session -> end(session, CloseCode.DISPLACED));
    var opening = new Session.Opening(id, account, device, tokenExpiresMillis);
    Session session = new Session(opening, config, this, out, now);
    sessions.add(session);
    if (!whenReady(time -> admit(session), now)) {
      end(session, CloseCode.OVERLOADED);
    }
    return session.deadlineMillis();
  }

  private void admit(Session session) {
    if (fold.isRevoked(session.device())) {
      end(session, CloseCode.DEVICE_REVOKED);
    }
  }

  /// A frame of a device's session; nothing happens when the session is over.
  public void onFrame(SessionId id, Frame frame, long now) {
    sessions.find(id).ifPresent(session -> onFrame(session, frame, now));
  }

  /// A sign of life of a device.
  public void onHeard(SessionId id, long now) {
    sessions.find(id).ifPresent(session -> session.onHeard(now));
  }

  private void onFrame(Session session, Frame frame, long now) {
    session.onHeard(now);
    if (!whenReady(time -> take(session, frame, time), now)) {
      end(session, CloseCode.OVERLOADED);
    }
  }

  private void take(Session session, Frame frame, long now) {
    boolean wasOpen = session.isOpen();
    session.onFrame(frame, now);
    if (session.isClosed()) {
      forget(session);
    } else if (!wasOpen && session.isOpen()) {
      out.presence(account, true, lastSeenMillis);
    }
  }

  /// The connection of a session is gone.
  public void onClosed(SessionId id, long now) {
    nowMillis = now;
    sessions
        .find(id)
        .ifPresent(
            session -> {
              session.onClosed();
              forget(session);
            });
  }

  /// A device does not belong to the account any more. It hears who said so ahead of the account's
  /// log, which it will not read any more.
  public void onRevoked(AccountEntry entry, long now) {
    nowMillis = now;
    sessions.of(entry.device()).forEach(session -> session.tellRevoked(entry, now));
    endAll(entry.device());
  }

  private void endAll(DeviceId device) {
    sessions.of(device).forEach(session -> end(session, CloseCode.DEVICE_REVOKED));
  }

  /// The time has come that was answered for the session; answers the next such time, or empty when
  /// the session is over.
  ///
  /// @param heard all that devices sent until then has been taken
  public Optional<Long> onDeadline(SessionId id, long heard, long now) {
    nowMillis = now;
    Optional<Session> found = sessions.find(id);
    found.ifPresent(session -> session.onClock(now));
    found
        .filter(session -> heard >= session.deadlineMillis())
        .ifPresent(session -> end(session, session.reasonAtDeadline(heard)));
    return found.filter(session -> !session.isClosed()).map(Session::deadlineMillis);
  }

  /// Ends a session because of a mistake of ours.
  public void onMistake(SessionId id, long now) {
    nowMillis = now;
    sessions.find(id).ifPresent(session -> end(session, CloseCode.INTERNAL));
  }

  private void end(Session session, CloseCode code) {
    session.close(code);
    forget(session);
  }

  private void forget(Session session) {
    if (!sessions.remove(session)) {
      return;
    }
    session.watched().keySet().forEach(watched -> out.unwatch(session.id(), account, watched));
    if (session.hasOpened() && !isOnline()) {
      seenToKeep = nowMillis;
      out.changed(this);
    }
  }

  // --- Other homes ---

  public boolean hasSessions() {
    return !sessions.isEmpty();
  }

  /// Another home may have appended to the account's log, or heads may have moved without a word:
  /// what the store has is read, and whoever comes meanwhile waits for it.
  public void lookAgain(long now) {
    nowMillis = now;
    looksAgain = phase == Phase.LOADING;
    if (phase == Phase.READY) {
      reload();
    }
  }

  /// What sessions have asked for, or were told of it, may have been lost.
  public void askAgain() {
    sessions.forEach(Session::askAgain);
  }

  /// Ends all sessions.
  public void endAll(CloseCode code, long now) {
    nowMillis = now;
    sessions.all().forEach(session -> end(session, code));
  }

  private boolean mustLookAgain() {
    boolean again = looksAgain;
    looksAgain = false;
    if (again) {
      out.load(this);
    }
    return again;
  }

  // --- What conversations tell ---

  /// An entry of a conversation is durable. `author` gets `sent` in place of it.
  public void onEntry(
      ConversationId conversation,
      long sequence,
      Bytes frame,
      Optional<SessionId> author,
      Bytes sent,
      long now) {
    author.ifPresent(id -> answer(id, sent));
    long before = moved(conversation, sequence, now);
    if (before != Recents.UNKNOWN_HEAD && before < sequence) {
      sessions.push(conversation, before, sequence, frame, author);
    }
  }

  /// An answer to one session alone. One that says where an entry is may be the first to tell that
  /// the conversation has grown: who has left by that entry hears nothing of it.
  public void onAnswered(SessionId session, Bytes frame, long now) {
    if (Frame.decode(frame) instanceof Sent sent) {
      onHeadMoved(sent.conversation(), sent.sequence(), now);
    }
    answer(session, frame);
  }

  /// The conversation has grown to `sequence` by entries that were not delivered.
  public void onHeadMoved(ConversationId conversation, long sequence, long now) {
    long before = moved(conversation, sequence, now);
    if (before != Recents.UNKNOWN_HEAD && before < sequence) {
      sessions.feed(feed -> feed.onHeadMoved(conversation, before));
    }
  }

  /// Takes in a conversation's head; answers the one before.
  private long moved(ConversationId conversation, long sequence, long now) {
    nowMillis = now;
    pending.moved(conversation, sequence);
    if (phase != Phase.READY) {
      recents.putAside(conversation, sequence);
      return Recents.UNKNOWN_HEAD;
    }
    return recents.move(conversation, sequence, now);
  }

  /// A frame that may be lost, for all sessions but those of `except`.
  public void onTold(ConversationId conversation, Bytes frame, DeviceId except, boolean receipts) {
    sessions.tell(conversation, frame, except, receipts);
  }

  private void answer(SessionId id, Bytes frame) {
    sessions.find(id).filter(Session::isOpen).ifPresent(session -> session.write(frame));
  }

  /// Somebody's presence, for one session that watches it.
  public void onPresence(SessionId id, Bytes frame) {
    sessions.find(id).ifPresent(session -> session.tell(frame));
  }

  /// Entries for the account's log; who asks for them hears when they are durable.
  public void onUnit(AccountUnit unit, Set<Asker> askers, long now) {
    nowMillis = now;
    pending.add(unit, askers);
    whenReady(time -> stage(), now);
  }

  /// An intent of the account's log was found unfinished.
  public void onIntent(long sequence, Bytes content, long now) {
    nowMillis = now;
    whenReady(
        time -> {
          if (sequence <= head) {
            departures.start(sequence, content);
          }
        },
        now);
  }

  /// A revoked device is off the conversation's roster.
  public void onDeparted(DeviceId device, ConversationId conversation, long now) {
    nowMillis = now;
    departed(device);
    if (departures.onDone(device, conversation)) {
      out.changed(this);
    }
  }

  private void stage() {
    pending.takeDone(fold).forEach(this::confirm);
    if (!pending.isEmpty()) {
      out.changed(this);
    }
  }

  private void confirm(Pending.Waiting done) {
    done.askers().forEach(asker -> out.unitDone(asker, done.unit(), account));
  }

  // --- Standing ---

  @Override
  public AccountFold fold() {
    return fold;
  }

  @Override
  public Cuts cuts() {
    return cuts;
  }

  @Override
  public long accountHead() {
    return head;
  }

  @Override
  public void departed(DeviceId device) {
    endAll(device);
    if (!fold.isRevoked(device)) {
      lookAgain(nowMillis);
    }
  }

  @Override
  public long head(ConversationId conversation) {
    return recents.head(conversation);
  }

  @Override
  public long movedMillis(ConversationId conversation) {
    return recents.movedMillis(conversation);
  }

  // --- Loading ---

  private void load() {
    if (phase == Phase.COLD && Retry.isDue(retryMillis, nowMillis)) {
      phase = Phase.LOADING;
      out.load(this);
    } else if (phase == Phase.COLD) {
      out.awaitsTick(this);
    }
  }

  /// What the store has of the account; `behind` are the entries behind the snapshot. Throws
  /// [StoreException.Corrupt].
  public void onLoaded(LogState kept, List<LogEntry> behind, long seenMillis, long now) {
    nowMillis = now;
    if (mustLookAgain()) {
      return;
    }
    AccountFold before = fold;
    fold = AccountFold.of(kept, behind);
    revise(before);
    // Another home may have appended after the state was read.
    head = behind.isEmpty() ? kept.head() : behind.getLast().sequence();
    age.onLoaded(kept, behind);
    behind.forEach(entry -> lastMillis = Math.max(lastMillis, entry.timeMillis()));
    lastSeenMillis = Math.max(lastSeenMillis, seenMillis);
    out.heads(this, List.copyOf(fold.conversations()));
  }

  /// Another home may have appended what the sessions that are open here go by.
  private void revise(AccountFold before) {
    if (!isOnline()) {
      return;
    }
    for (ConversationId conversation : fold.conversations()) {
      Membership known = before.membership(conversation);
      if (!known.equals(fold.membership(conversation))) {
        long had = known.readThrough(recents.head(conversation));
        sessions.feed(feed -> feed.onRevised(conversation, had));
      }
    }
  }

  /// The heads of the conversations that were asked for, and what a restore has cut off.
  public void onHeads(
      List<ConversationId> conversations, List<Long> heads, Cuts restored, long now) {
    nowMillis = now;
    if (mustLookAgain()) {
      return;
    }
    cuts = restored;
    phase = Phase.READY;
    stage();
    for (int i = 0; i < conversations.size(); i++) {
      takeHead(conversations.get(i), heads.get(i));
    }
    recents.takeAside(this::takeHead);
    fold.revoked().forEach(this::endAll);
    lookWhoIsWatched();
    sessions.feed(Feed::pump);
    while (phase == Phase.READY && !waiting.isEmpty()) {
      waiting.remove().accept(now);
    }
  }

  private void takeHead(ConversationId conversation, long sequence) {
    if (!fold.membership(conversation).isNone()) {
      recents.add(conversation);
      pending.moved(conversation, sequence);
      onHeadMoved(conversation, Math.min(sequence, pending.endOf(conversation)), nowMillis);
    }
  }

  /// The store did not answer. It is asked again by and by as long as somebody waits.
  public void onLoadFailed(long now) {
    nowMillis = now;
    phase = Phase.COLD;
    looksAgain = false;
    retryMillis = now + Retry.MILLIS;
    out.awaitsTick(this);
  }

  /// Lets time pass, after [SessionEffects#awaitsTick]; false when there is nothing to await.
  public boolean onTick(long now) {
    nowMillis = now;
    if (phase == Phase.COLD && !isIdle()) {
      load();
    }
    return phase != Phase.READY && !isIdle();
  }

  /// Housekeeping for one session, now and then: pages that failed are asked for again, and what
  /// the device has is forgotten.
  public void onTidy(SessionId id, long now) {
    nowMillis = now;
    sessions.find(id).flatMap(Session::feed).ifPresent(Feed::tidy);
  }

  // --- The turn ---

  @Override
  public void collect(BatchBuilder batch) {
    appendIndex = BatchBuilder.NO_APPEND;
    if (phase == Phase.READY && !pending.isEmpty()) {
      lastMillis = Math.max(lastMillis, nowMillis);
      appendIndex = batch.append(pending.stage(fold, head, age, lastMillis));
    }
    departures.collect(batch);
    if (seenToKeep != 0) {
      batch.lastSeen(new LastSeen(account, seenToKeep));
    }
  }

  @Override
  public void onCommitted(List<Appended> results, long now) {
    nowMillis = now;
    if (appendIndex != BatchBuilder.NO_APPEND) {
      switch (results.get(appendIndex)) {
        case Appended.Done _ -> publish();
        case Appended.Conflict _ -> reload();
      }
    }
    departures.settle();
    if (seenToKeep != 0) {
      lastSeenMillis = Math.max(lastSeenMillis, seenToKeep);
      seenToKeep = 0;
      out.presence(account, isOnline(), lastSeenMillis);
    }
  }

  private void publish() {
    Pending.Stage durable = pending.settle();
    fold = durable.after();
    age.onAppended(durable.append());
    for (AccountEntry entry : durable.entries()) {
      head = entry.sequence();
      Bytes frame = Frame.encode(entry);
      sessions.feed(feed -> feed.onAccountEntry(entry.sequence(), frame));
    }
    departures.start(head, durable.append().intent());
    durable.entries().forEach(this::apply);
    if (durable.entries().stream().anyMatch(AccountHome::changesMemberships)) {
      lookWhoIsWatched();
    }
    durable.units().forEach(this::confirm);
  }

  private void apply(AccountEntry entry) {
    switch (entry.kind()) {
      case JOINED -> join(entry.conversation(), entry.conversationSequence());
      // Its entry was not delivered when this home had to look for it in the log.
      case LEFT -> onHeadMoved(entry.conversation(), entry.conversationSequence(), nowMillis);
      case DEVICE_REVOKED -> endAll(entry.device());
      case WELCOMED, DEVICE_LINKED, UNKNOWN -> {}
    }
  }

  private void join(ConversationId conversation, long sequence) {
    recents.add(conversation);
    recents.move(conversation, pending.takeHead(conversation), nowMillis);
    sessions.feed(feed -> feed.onJoined(conversation, sequence));
  }

  private static boolean changesMemberships(AccountEntry entry) {
    return entry.kind() == AccountEntryKind.JOINED || entry.kind() == AccountEntryKind.LEFT;
  }

  /// Being members of one conversation is what allows to watch and to be watched.
  private void lookWhoIsWatched() {
    sessions.forEach(Session::lookWhatMayBeWatched);
    out.membershipsMayHaveChanged(this);
  }

  private void reload() {
    pending.unstage();
    phase = Phase.COLD;
    load();
  }

  @Override
  public void onFailed(StoreException failure, long now) {
    nowMillis = now;
    if (appendIndex != BatchBuilder.NO_APPEND && failure.mayHaveHappened()) {
      reload();
    } else {
      pending.unstage();
    }
    if (!pending.isEmpty() || seenToKeep != 0 || departures.hasFinished()) {
      out.changed(this);
    }
  }
}
