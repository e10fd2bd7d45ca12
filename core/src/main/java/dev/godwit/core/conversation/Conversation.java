package dev.godwit.core.conversation;

import dev.godwit.core.log.Appended;
import dev.godwit.core.log.BatchBuilder;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.Durable;
import dev.godwit.core.log.Intent;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.Retry;
import dev.godwit.core.log.StoreException;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.MalformedFrame;
import dev.godwit.wire.Typing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One conversation at its home: its head, roster, epoch, newest ids and cursors.
///
/// Owned by one worker loop; never blocks. It loads itself when it is first asked; what comes
/// before waits in a bounded queue.
public final class Conversation implements Durable {
  /// Unfinished intents that it loads with, the oldest; more are found by the next sweep.
  public static final int INTENTS_MAX = Backlog.INTENTS_MAX;

  /// Bytes of the newest entries' frames that it loads with.
  public static final int LOAD_BYTES_MAX = 1 << 20;

  /// For how long a large conversation that nobody uses stays in memory.
  public static final int LEFT_MILLIS = 60_000;

  private static final int BYTES = 1_000;
  private static final int BYTES_OF_MEMBER = 100;

  private enum Phase {
    COLD,
    LOADING,
    READY
  }

  private final ConversationId id;
  private final Shares shares;
  private final ConversationEffects out;
  private final KnownIds known = new KnownIds();
  private final Cursors cursors;
  private final Receipts receipts;
  private final OutsideEffects effects;
  private final Staged staged = new Staged();
  private final Backlog backlog = new Backlog();
  private final Replies replies;

  /// Staged entries of which the store did not say whether it wrote them.
  private List<Staged.Waiting> doubted = List.of();

  private Phase phase = Phase.COLD;
  private ConversationState state = ConversationState.NONE;
  private Audience audience;
  private long sharesChanges;

  /// Whether others may have appended since it was loaded.
  private boolean mayBeOld;

  /// Whether the asks at hand have waited for what the store has.
  private boolean looked;
  private long usedMillis;
  private boolean keepsCursors;
  private long head;
  private long lastMillis;
  private boolean wasLoaded;
  private long retryMillis;
  private int appendIndex = BatchBuilder.NO_APPEND;

  public Conversation(
      ConversationId id, Shares shares, ReceiptConfig receiptConfig, ConversationEffects out) {
    this.id = id;
    this.shares = shares;
    this.out = out;
    this.replies = new Replies(id);
    this.cursors = new Cursors(id);
    this.receipts = new Receipts(id, receiptConfig);
    this.effects = new OutsideEffects(id, out);
    this.audience = Audience.of(Roster.NONE, shares);
    this.sharesChanges = shares.changes();
  }

  public ConversationId id() {
    return id;
  }

  /// About what it takes in memory, in bytes.
  public int bytes() {
    return BYTES + known.bytes() + BYTES_OF_MEMBER * state.roster().size();
  }

  /// Whether it may be forgotten: nobody waits for anything of it.
  public boolean isIdle() {
    return phase != Phase.LOADING
        && !mustLoad()
        && staged.isEmpty()
        && backlog.isEmpty()
        && !cursors.isMoving()
        && effects.isEmpty()
        && !receipts.isGathering();
  }

  /// Whether the log is known to be empty, so that there is no reason to remember it.
  public boolean isKnownToBeNothing() {
    return phase == Phase.READY && !state.exists();
  }

  // --- Asks ---

  /// Takes an ask; the answer goes to its asker, at the latest when its entry is durable.
  public void onAsk(Ask ask, long nowMillis) {
    usedMillis = nowMillis;
    renew();
    if (phase != Phase.READY || backlog.hasAsks() || !take(ask, nowMillis)) {
      defer(ask);
    }
  }

  private void defer(Ask ask) {
    if (backlog.add(ask)) {
      load();
    } else {
      refuse(ask, ErrorCode.OVERLOADED);
    }
  }

  /// False when it has to wait for the next turn.
  private boolean take(Ask ask, long nowMillis) {
    return switch (ask) {
      case Ask.ToAppend toAppend -> stage(toAppend, nowMillis);
      case Ask.ToChange toChange -> stage(toChange, nowMillis);
      case Ask.ForReceipts forReceipts -> {
        boolean waits = looksFirst();
        if (!waits) {
          answerReceipts(forReceipts);
        }
        yield !waits;
      }
    };
  }

  /// What is in memory may be old where others append too. An append finds that out; for an answer
  /// that needs none the store is asked first. True when it is, and the ask has to wait.
  private boolean looksFirst() {
    return shares.hasOthers() && looksOnce();
  }

  private boolean looksOnce() {
    boolean looks = !looked;
    if (looks) {
      undoStaged();
      reload();
    }
    return looks;
  }

  private boolean stage(Ask.ToAppend ask, long nowMillis) {
    if (!staged.hasRoom(ask.payloadBytes()) || staged.contains(ask.id())) {
      return false;
    }
    long sequence = head + staged.size() + 1;
    lastMillis = Math.max(lastMillis, nowMillis);
    var place = new Admission.Place(becoming(), sequence, known, cursors, lastMillis);
    Admission admission = Admission.of(ask, place);
    if (!admission.isCertain() && looksFirst()) {
      return false;
    }
    switch (admission) {
      case Admission.Known(var at, var timeMillis) ->
          out.answer(ask.asker(), replies.sent(ask.id(), at, timeMillis));
      case Admission.NothingToDo() -> answerDone(ask);
      case Admission.Refused(var error) -> refuse(ask, error);
      case Admission.Admitted admitted -> {
        staged.add(ask, Entries.of(ask, admitted, sequence, lastMillis), admitted.after());
        if (receipts.isDue(nowMillis)) {
          keepGathered();
        }
        out.changed(this);
      }
    }
    return true;
  }

  private boolean stage(Ask.ToChange ask, long nowMillis) {
    if (!staged.hasRoom(0)) {
      return false;
    }
    LobbyChange change = LobbyChange.of(ask, becoming(), nowMillis);
    if (change instanceof LobbyChange.Refused && looksFirst()) {
      return false;
    }
    switch (change) {
      case LobbyChange.Refused(var error) -> refuse(ask, error);
      case LobbyChange.Asked _ -> throw new AssertionError("only joining asks");
      case LobbyChange.Allowed(var lobby) -> {
        staged.add(ask, becoming().with(lobby));
        out.changed(this);
      }
    }
    return true;
  }

  /// What the conversation is behind everything that is staged.
  private ConversationState becoming() {
    return staged.after().orElse(state);
  }

  private void answerDone(Ask ask) {
    out.answer(ask.asker(), replies.sent(ask.id(), head, lastMillis));
  }

  private void answerReceipts(Ask.ForReceipts ask) {
    if (state.roster().contains(ask.account())) {
      List<AccountId> all = state.roster().accounts();
      out.answer(ask.asker(), Frame.encode(receipts.receipt(all, cursors)));
    } else {
      refuse(ask, ErrorCode.CONVERSATION_UNKNOWN);
    }
  }

  private void refuse(Ask ask, ErrorCode error) {
    out.answer(ask.asker(), replies.refused(ask, error, state, head));
  }

  private Bytes sent(KnownIds.Known entry) {
    return replies.sent(entry.id(), entry.sequence(), entry.timeMillis());
  }

  // --- Cursors, typing, intents ---

  /// A device has stored everything up to `delivered` and its person has seen it up to `read`.
  public void onMoved(
      AccountId account, DeviceId device, long delivered, long read, long nowMillis) {
    usedMillis = nowMillis;
    renew();
    if (phase != Phase.READY) {
      backlog.add(new Backlog.Move(account, device, delivered, read));
      load();
      return;
    }
    if (isUnheardOf(account, Math.max(delivered, read))) {
      backlog.add(new Backlog.Move(account, device, delivered, read));
    } else if (Math.max(delivered, read) <= head
        && cursors.move(account, device, delivered, read)) {
      keepCursors(nowMillis);
    }
  }

  /// An account's home lets through only what it was told is there: beyond the head there is an
  /// entry that came when this was loaded already, as one of a node that is gone may. True when the
  /// store is asked.
  private boolean isUnheardOf(AccountId account, long sequence) {
    return sequence > head ? looksOnce() : !state.roster().contains(account) && looksFirst();
  }

  /// Makes moved cursors durable: in this turn, or in a large conversation by and by.
  private void keepCursors(long nowMillis) {
    if (isLarge()) {
      receipts.gather(nowMillis);
      out.awaitsTick(this);
    } else {
      keepsCursors = true;
      out.changed(this);
    }
  }

  private void keepGathered() {
    receipts.gathered();
    keepsCursors = true;
  }

  /// Whether it is worth more care: its receipts are gathered, and it is soon forgotten.
  private boolean isLarge() {
    return receipts.gathers(state.roster().size());
  }

  /// Somebody types. Never stored; forgotten when the conversation is not in memory.
  public void onTyping(AccountId account, DeviceId device, boolean typing) {
    if (phase != Phase.READY) {
      load();
    } else if (state.roster().contains(account)) {
      out.tell(audience(), id, Frame.encode(new Typing(id, account, typing)), device, false);
    }
  }

  /// An intent of this log was found unfinished.
  public void onIntent(long sequence, Bytes content) {
    backlog.addIntent(sequence, content);
    if (phase == Phase.READY && sequence <= head) {
      takeIntents();
    } else if (phase == Phase.READY) {
      // Somebody has appended beyond what is in memory.
      undoStaged();
      reload();
    } else {
      load();
    }
  }

  private void takeIntents() {
    backlog
        .takeIntents()
        .forEach((sequence, content) -> effects.start(sequence, Commit.decode(content), head));
    if (shares.hasOthers()) {
      // The oldest may be done by another home, so that nobody finds its intent any more.
      effects.drive(head);
    }
  }

  /// What the commit at `sequence` meant for an account's log is durable there.
  public void onEffectsDone(long sequence, AccountId account) {
    if (effects.onDone(sequence, account, head)) {
      out.changed(this);
    }
  }

  /// Lets time pass, after [ConversationEffects#awaitsTick]; false when there is nothing to await.
  public boolean onTick(long nowMillis) {
    if (receipts.isOverdue(nowMillis)) {
      keepGathered();
      out.changed(this);
    }
    if (phase == Phase.COLD && mustLoad() && Retry.isDue(retryMillis, nowMillis)) {
      load();
    }
    return receipts.isGathering() || mustLoad() || isLarge();
  }

  /// Whether it is large and was not used for a while, so that it need not stay in memory.
  public boolean isLeft(long nowMillis) {
    return isLarge() && isIdle() && nowMillis - usedMillis >= LEFT_MILLIS;
  }

  // --- Loading ---

  private boolean mustLoad() {
    return phase != Phase.READY && (wasLoaded || backlog.mustBeKept());
  }

  private void load() {
    if (phase == Phase.COLD) {
      phase = Phase.LOADING;
      out.load(this, KnownIds.KNOWN_ENTRIES_MAX);
    }
  }

  /// What the store has of this conversation. `newest` are its newest entries, `intents` what these
  /// or older ones still demand: it is started before anything else is appended, so that accounts
  /// are told in order.
  public void onLoaded(
      LogState kept,
      List<DeviceCursor> keptCursors,
      List<LogEntry> newest,
      List<Intent> intents,
      long nowMillis) {
    state = ConversationState.decode(kept.snapshot());
    divide();
    head = kept.head();
    known.clear();
    newest.forEach(this::remember);
    cursors.load(state.roster(), keptCursors);
    phase = Phase.READY;
    wasLoaded = true;
    usedMillis = nowMillis;
    if (isLarge()) {
      out.awaitsTick(this);
    }
    // Somebody else may have appended, or a write of which nobody was told: sessions compare.
    out.headMoved(audience(), id, head);
    settleDoubts();
    looked = true;
    takeMoves(nowMillis);
    intents.forEach(intent -> backlog.addIntent(intent.id().sequence(), intent.content()));
    takeIntents();
    takeWaiting(nowMillis);
    looked = false;
  }

  private void remember(LogEntry entry) {
    lastMillis = Math.max(lastMillis, entry.timeMillis());
    known.add(
        new KnownIds.Known(
            entry.id(), entry.sequence(), entry.timeMillis(), authorOf(entry.frame())));
  }

  private static AccountId authorOf(Bytes frame) {
    try {
      return Frame.decode(frame) instanceof Entry entry ? entry.account() : AccountId.NONE;
    } catch (MalformedFrame damaged) {
      throw new StoreException.Corrupt(damaged);
    }
  }

  private void settleDoubts() {
    List<Staged.Waiting> taken = doubted;
    doubted = List.of();
    for (Staged.Waiting doubt : taken) {
      known
          .find(doubt.ask().id())
          .ifPresentOrElse(
              entry -> confirm(doubt.ask(), entry),
              () -> refuse(doubt.ask(), ErrorCode.STORE_UNAVAILABLE));
    }
  }

  private void confirm(Ask.ToAppend ask, KnownIds.Known entry) {
    out.answer(ask.asker(), sent(entry));
    Staged.causeOf(ask).ifPresent(cause -> effects.start(entry.sequence(), cause, head));
  }

  private void takeMoves(long nowMillis) {
    for (Backlog.Move move : backlog.takeMoves()) {
      onMoved(move.account(), move.device(), move.delivered(), move.read(), nowMillis);
    }
  }

  private void takeWaiting(long nowMillis) {
    while (phase == Phase.READY && backlog.hasAsks() && take(backlog.firstAsk(), nowMillis)) {
      backlog.removeFirstAsk();
    }
    if (phase == Phase.READY && backlog.hasAsks()) {
      out.changed(this);
    }
  }

  /// The store did not answer; whoever asked hears so, what nobody would ask again is tried again.
  public void onLoadFailed(StoreException failure, long nowMillis) {
    phase = Phase.COLD;
    backlog.takeAsks().forEach(ask -> refuse(ask, Replies.errorOf(failure)));
    if (mustLoad()) {
      retryMillis = nowMillis + Retry.MILLIS;
      out.awaitsTick(this);
    }
  }

  // --- The turn ---

  @Override
  public void collect(BatchBuilder batch) {
    appendIndex = staged.isEmpty() ? BatchBuilder.NO_APPEND : batch.append(staged.append(id, head));
    if (keepsCursors) {
      keepsCursors = false;
      cursors.collect(batch);
    }
    effects.collect(batch);
  }

  @Override
  public void onCommitted(List<Appended> results, long nowMillis) {
    if (appendIndex != BatchBuilder.NO_APPEND) {
      switch (results.get(appendIndex)) {
        case Appended.Done _ -> publish();
        case Appended.Conflict _ -> yieldToOtherHome();
      }
    }
    effects.settle();
    DeviceId mover = cursors.onlyMover();
    tellReceipts(cursors.settle(), mover);
    takeWaiting(nowMillis);
  }

  private void publish() {
    Audience told = become(staged.after());
    List<Staged.Waiting> durable = staged.take();
    head += durable.size();
    durable.forEach(entry -> remember(entry));
    startEffects(durable);
    durable.forEach(entry -> deliver(told, entry));
    staged.takeChanges().forEach(this::answerDone);
  }

  private void remember(Staged.Waiting durable) {
    LogEntry entry = durable.entry();
    known.add(
        new KnownIds.Known(
            entry.id(), entry.sequence(), entry.timeMillis(), durable.ask().account()));
  }

  private void startEffects(List<Staged.Waiting> durable) {
    if (!durable.isEmpty()) {
      assert durable.getLast().entry().sequence() == head : "an append ends at the head";
      Staged.causeOf(durable.getLast().ask()).ifPresent(it -> effects.start(head, it, head));
    }
  }

  /// Takes on what a commit made of the conversation; answers who is told of the entries.
  private Audience become(Optional<ConversationState> after) {
    if (after.isEmpty()) {
      return audience();
    }
    Roster before = state.roster();
    state = after.get();
    if (before.equals(state.roster())) {
      return audience();
    }
    divide();
    cursors.become(state.roster());
    if (isLarge()) {
      out.awaitsTick(this);
    }
    return Audience.of(before, state.roster(), shares);
  }

  private void divide() {
    audience = Audience.of(state.roster(), shares);
    sharesChanges = shares.changes();
  }

  /// The members, as they are divided now.
  private Audience audience() {
    if (sharesChanges != shares.changes()) {
      divide();
    }
    return audience;
  }

  private void deliver(Audience told, Staged.Waiting durable) {
    LogEntry entry = durable.entry();
    Bytes sent = replies.sent(entry.id(), entry.sequence(), entry.timeMillis());
    out.deliver(
        told, new Delivery(id, entry.sequence(), entry.frame(), durable.ask().asker(), sent));
  }

  /// Another home has appended: what is in memory is old. The asks are taken again after a load.
  private void yieldToOtherHome() {
    undoStaged();
    reload();
  }

  private void undoStaged() {
    backlog.addFirst(staged.takeChanges());
    backlog.addFirst(staged.take().stream().map(Staged.Waiting::ask).toList());
  }

  /// Others may append now, or may have until now: what is in memory is read again before it is
  /// used.
  public void lookAgain() {
    mayBeOld = phase != Phase.COLD;
  }

  private void renew() {
    if (mayBeOld && phase == Phase.READY) {
      undoStaged();
      reload();
    }
  }

  private void reload() {
    phase = Phase.COLD;
    mayBeOld = false;
    load();
  }

  private void tellReceipts(Cursors.Moved moved, DeviceId mover) {
    if (isLarge()) {
      var chosen = new Receipts.Chosen(known.authors(), state.roster(), shares);
      receipts.tellSome(moved, cursors, chosen, out);
    } else {
      receipts.tellAll(moved, cursors, audience(), mover, out);
    }
  }

  @Override
  public void onFailed(StoreException failure, long nowMillis) {
    staged.takeChanges().forEach(ask -> refuse(ask, Replies.errorOf(failure)));
    List<Staged.Waiting> failed = staged.take();
    if (failure.mayHaveHappened() && !failed.isEmpty()) {
      doubted = Stream.concat(doubted.stream(), failed.stream()).toList();
      reload();
    } else {
      failed.forEach(entry -> refuse(entry.ask(), Replies.errorOf(failure)));
    }
    cursors.uncollect();
    if (cursors.isMoving()) {
      keepCursors(nowMillis);
    }
    if (effects.hasFinished()) {
      out.changed(this);
    }
    takeWaiting(nowMillis);
  }
}
