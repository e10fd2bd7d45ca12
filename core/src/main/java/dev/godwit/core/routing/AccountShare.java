package dev.godwit.core.routing;

import dev.godwit.core.conversation.Ask;
import dev.godwit.core.conversation.Asker;
import dev.godwit.core.conversation.Delivery;
import dev.godwit.core.log.Intent;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.StoreException;
import dev.godwit.core.presence.Watchers;
import dev.godwit.core.session.AccountHome;
import dev.godwit.core.session.AccountUnit;
import dev.godwit.core.session.Cuts;
import dev.godwit.core.session.SessionConfig;
import dev.godwit.core.session.SessionEffects;
import dev.godwit.core.session.SessionId;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Leave;
import dev.godwit.wire.Send;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The accounts of one worker, with their sessions and those who watch them.
final class AccountShare implements SessionEffects {
  private record Slot(AccountHome home, Watchers<Message.FromSession> watchers) {
    int bytes() {
      return home.bytes();
    }

    boolean isIdle() {
      return home.isIdle() && watchers.isEmpty();
    }
  }

  private final Mistakes mistakes;
  private final Mail mail;
  private final Reads reads;
  private final Turn turn;
  private final Edges edges;
  private final SessionConfig config;
  private final Cache<AccountId, Slot> accounts;
  private final Deadlines<Message.FromSession> deadlines = new Deadlines<>(0);
  private final EarlyWatches earlyWatches = new EarlyWatches();
  private final Set<AccountHome> awaiting = new LinkedHashSet<>();
  private final Set<Message.FromSession> untidy = new LinkedHashSet<>();

  AccountShare(
      Mistakes mistakes, Mail mail, Reads reads, Turn turn, Edges edges, WorkerConfig config) {
    this.mistakes = mistakes;
    this.mail = mail;
    this.reads = reads;
    this.turn = turn;
    this.edges = edges;
    this.config =
        new SessionConfig(
            config.heartbeatMillis(),
            config.silentMillisMax(),
            config.windowEntriesMax(),
            config.sendsPerSecond(),
            config.sendsBurstMax(),
            mail.homes().hasOthers());
    this.accounts = new Cache<>(config.accountsBytesMax(), Slot::bytes, Slot::isIdle);
  }

  private Slot get(AccountId account) {
    return accounts.get(
        account, key -> new Slot(new AccountHome(key, config, this), new Watchers<>(key)));
  }

  private Message.FromSession from(SessionId session, AccountId account) {
    return new Message.FromSession(session, account, mail.homes().here());
  }

  // --- Inputs ---

  void onOpened(Input.SessionOpened opened, long nowMillis) {
    at(opened.account(), nowMillis, (home, now) -> open(home, opened, now));
  }

  private void open(AccountHome home, Input.SessionOpened opened, long nowMillis) {
    if (mail.homes().hasOthers()) {
      home.lookAgain(nowMillis);
    }
    long deadline =
        home.onOpened(opened.session(), opened.device(), opened.tokenExpiresMillis(), nowMillis);
    deadlines.add(from(opened.session(), opened.account()), deadline);
  }

  /// A mistake of ours while a frame is taken ends its session.
  void onFrame(Input.FrameReceived received, long nowMillis) {
    SessionId session = received.session();
    ifKnown(
        received.account(),
        nowMillis,
        (home, now) -> {
          if (!mistakes.guard(() -> home.onFrame(session, received.frame(), now))) {
            home.onMistake(session, now);
          }
        });
  }

  void onHeard(Input.DeviceHeard heard, long nowMillis) {
    ifKnown(heard.account(), nowMillis, (home, now) -> home.onHeard(heard.session(), now));
  }

  void onClosed(Input.SessionClosed closed, long nowMillis) {
    ifKnown(closed.account(), nowMillis, (home, now) -> home.onClosed(closed.session(), now));
  }

  void onRevoked(Input.DeviceRevoked revoked, long nowMillis) {
    ifKnown(revoked.account(), nowMillis, (home, now) -> home.onRevoked(revoked.entry(), now));
  }

  void onEvent(Input.AccountEvent event, long nowMillis) {
    AccountUnit unit = AccountUnit.ofAccount(event.entry());
    at(event.account(), nowMillis, (home, now) -> home.onUnit(unit, Set.of(), now));
  }

  void onIntent(AccountId account, Intent intent, long nowMillis) {
    at(
        account,
        nowMillis,
        (home, now) -> home.onIntent(intent.id().sequence(), intent.content(), now));
  }

  /// What is to be done with an account.
  private interface Step {
    void go(AccountHome home, long nowMillis);
  }

  /// Takes a step of an account that is in memory, after its batch when one is under way; nothing
  /// happens for another one.
  private void ifKnown(AccountId account, long nowMillis, Step step) {
    accounts.find(account).ifPresent(slot -> go(slot.home(), nowMillis, step));
  }

  /// The same of any account; it is brought into memory for that.
  private void at(AccountId account, long nowMillis, Step step) {
    go(get(account).home(), nowMillis, step);
  }

  private void go(AccountHome home, long nowMillis, Step step) {
    if (!turn.holds(home, later -> step.go(home, later))) {
      step.go(home, nowMillis);
    }
  }

  void on(Message.ToAccount message, long nowMillis) {
    switch (message) {
      case Message.Answered(var account, var session, var frame) ->
          ifKnown(account, nowMillis, (home, now) -> home.onAnswered(session, frame, now));
      case Message.UnitAsked(var account, var unit, var asker) ->
          at(account, nowMillis, (home, now) -> home.onUnit(unit, Set.of(asker), now));
      case Message.DepartureDone(var account, var device, var conversation) ->
          at(account, nowMillis, (home, now) -> home.onDeparted(device, conversation, now));
      case Message.WatchAsked asked -> onWatch(asked, nowMillis);
      case Message.WatchEnded ended -> onWatchEnded(ended, nowMillis);
      case Message.PresenceTold(var account, var session, var frame) ->
          ifKnown(account, nowMillis, (home, _) -> home.onPresence(session, frame));
    }
  }

  void on(Message.ToAccounts message, long nowMillis) {
    for (AccountId account : message.accounts()) {
      // An account that is not in memory has no session; it compares heads when it loads.
      ifKnown(account, nowMillis, (home, now) -> on(home, message, now));
    }
  }

  private void on(AccountHome to, Message.ToAccounts message, long nowMillis) {
    switch (message) {
      case Message.Delivered(_, var delivery) -> deliver(to, delivery, nowMillis);
      case Message.HeadMoved(_, var conversation, var head) ->
          to.onHeadMoved(conversation, head, nowMillis);
      case Message.Told told ->
          to.onTold(told.conversation(), told.frame(), told.except(), told.receipts());
    }
  }

  private void deliver(AccountHome to, Delivery delivery, long nowMillis) {
    Optional<SessionId> author =
        delivery.author() instanceof Message.FromSession(var session, var account, var seat)
                && account.equals(to.account())
                && mail.homes().isHere(seat)
            ? Optional.of(session)
            : Optional.empty();
    to.onEntry(
        delivery.conversation(),
        delivery.sequence(),
        delivery.entry(),
        author,
        delivery.sent(),
        nowMillis);
  }

  private void onWatch(Message.WatchAsked asked, long nowMillis) {
    Slot slot = get(asked.account());
    go(slot.home(), nowMillis, (home, now) -> home.whenReady(_ -> watch(slot, asked), now));
  }

  private void watch(Slot slot, Message.WatchAsked asked) {
    AccountHome home = slot.home();
    if (home.isMember(asked.conversation())) {
      slot.watchers().add(asked.watcher(), asked.conversation());
      tell(asked.watcher(), slot.watchers().frame(home.isOnline(), home.lastSeenMillis()));
    } else {
      earlyWatches.add(asked);
    }
  }

  /// What the same watcher asked before may still wait for the account to load, and goes first.
  private void onWatchEnded(Message.WatchEnded ended, long nowMillis) {
    unwatch(ended);
    ifKnown(ended.account(), nowMillis, (home, now) -> home.whenReady(_ -> unwatch(ended), now));
  }

  private void unwatch(Message.WatchEnded ended) {
    earlyWatches.remove(ended.account(), ended.watcher());
    accounts.find(ended.account()).ifPresent(slot -> slot.watchers().remove(ended.watcher()));
  }

  private void tell(Message.FromSession watcher, Bytes frame) {
    var told = new Message.PresenceTold(watcher.account(), watcher.session(), frame);
    mail.send(watcher.seat(), told);
  }

  /// @param heardMillis what devices sent until then has been taken
  void onTick(long heardMillis, long nowMillis) {
    deadlines.take(heardMillis).forEach(session -> onDeadline(session, heardMillis, nowMillis));
    List<Message.FromSession> tidied = List.copyOf(untidy);
    untidy.clear();
    tidied.forEach(session -> tidy(session, nowMillis));
    for (AccountHome home : List.copyOf(awaiting)) {
      if (!home.onTick(nowMillis)) {
        awaiting.remove(home);
      }
    }
    accounts.evict();
  }

  private void onDeadline(Message.FromSession session, long heardMillis, long nowMillis) {
    tidy(session, nowMillis);
    accounts
        .find(session.account())
        .flatMap(slot -> slot.home().onDeadline(session.session(), heardMillis, nowMillis))
        .ifPresent(next -> deadlines.add(session, next));
  }

  private void tidy(Message.FromSession session, long nowMillis) {
    accounts
        .find(session.account())
        .ifPresent(slot -> slot.home().onTidy(session.session(), nowMillis));
  }

  // --- Other nodes ---

  /// What these accounts' sessions go by may be old, and what they have asked for may be lost.
  void lookAgain(long nowMillis) {
    for (Slot slot : accounts.all()) {
      if (slot.home().hasSessions()) {
        slot.home().lookAgain(nowMillis);
        slot.home().askAgain();
      }
    }
  }

  /// That worker has lost sessions, or word of their end.
  void forgetWatchersAt(Seat peer) {
    accounts.all().forEach(slot -> slot.watchers().removeIf(at -> at.seat().equals(peer)));
  }

  /// Who is at home elsewhere now has neither sessions here nor those who watch it.
  void onHomesMoved(long nowMillis) {
    for (Slot slot : accounts.all()) {
      if (!mail.homes().isHere(mail.homes().homeOf(slot.home().account()))) {
        go(slot.home(), nowMillis, (home, now) -> home.endAll(Edges.COME_AGAIN, now));
        slot.watchers().removeIf(_ -> true);
      }
    }
  }

  // --- Effects ---

  @Override
  public void write(SessionId session, Bytes frame) {
    edges.write(session, frame);
  }

  @Override
  public void close(SessionId session, CloseCode code) {
    edges.close(session, code);
  }

  @Override
  public long silentMillis(SessionId session) {
    return edges.silentMillis(session);
  }

  @Override
  public void send(SessionId session, AccountId account, DeviceId device, Send send) {
    var asker = from(session, account);
    var ask = new Ask.ToSend(asker, account, device, send);
    mail.send(new Message.Asked(send.conversation(), ask));
  }

  @Override
  public void commit(SessionId session, AccountId account, DeviceId device, Commit commit) {
    var asker = from(session, account);
    var ask = new Ask.ToCommit(asker, account, device, commit);
    mail.send(new Message.Asked(commit.conversation(), ask));
  }

  @Override
  public void leave(SessionId session, AccountId account, DeviceId device, Leave leave) {
    var asker = from(session, account);
    var ask = new Ask.ToLeave(asker, account, device, leave);
    mail.send(new Message.Asked(leave.conversation(), ask));
  }

  @Override
  public void departed(
      ConversationId conversation, AccountId account, DeviceId device, long cause) {
    var asker = new Message.FromDeparture(account, device, conversation);
    var ask = new Ask.ToDepart(asker, conversation, account, device, cause);
    mail.send(new Message.Asked(conversation, ask));
  }

  @Override
  public void moved(
      ConversationId conversation, AccountId account, DeviceId device, long delivered, long read) {
    mail.send(new Message.Moved(conversation, account, device, delivered, read));
  }

  @Override
  public void askReceipts(ConversationId conversation, SessionId session, AccountId account) {
    var asker = from(session, account);
    mail.send(new Message.Asked(conversation, new Ask.ForReceipts(asker, account)));
  }

  @Override
  public void typing(
      ConversationId conversation, AccountId account, DeviceId device, boolean typing) {
    mail.send(new Message.Types(conversation, account, device, typing));
  }

  @Override
  public void watch(
      SessionId session, AccountId watcher, AccountId watched, ConversationId conversation) {
    var from = from(session, watcher);
    mail.send(new Message.WatchAsked(watched, conversation, from));
  }

  @Override
  public void unwatch(SessionId session, AccountId watcher, AccountId watched) {
    mail.send(new Message.WatchEnded(watched, from(session, watcher)));
  }

  @Override
  public void presence(AccountId account, boolean online, long lastSeenMillis) {
    accounts
        .find(account)
        .ifPresent(slot -> slot.watchers().tell(online, lastSeenMillis, this::tell));
  }

  @Override
  public void membershipsMayHaveChanged(AccountHome home) {
    accounts.find(home.account()).ifPresent(this::lookWhoWatches);
  }

  private void lookWhoWatches(Slot slot) {
    AccountHome home = slot.home();
    slot.watchers().keepAllowedBy(home::isMember);
    earlyWatches.take(home.account(), home::isMember).forEach(asked -> watch(slot, asked));
  }

  @Override
  public void load(AccountHome home) {
    reads.ask(
        home,
        key -> new ReadRequest.LoadAccount(key, home.account()),
        (result, nowMillis) -> onLoaded(home, result, nowMillis));
  }

  private static void onLoaded(AccountHome home, ReadResult result, long nowMillis) {
    if (result instanceof ReadResult.Loaded loaded) {
      take(home, loaded, nowMillis);
    } else {
      home.onLoadFailed(nowMillis);
    }
  }

  private static void take(AccountHome home, ReadResult.Loaded loaded, long nowMillis) {
    try {
      home.onLoaded(loaded.state(), loaded.newest().entries(), loaded.lastSeenMillis(), nowMillis);
    } catch (StoreException damaged) {
      home.onLoadFailed(nowMillis);
    }
  }

  @Override
  public void heads(AccountHome home, List<ConversationId> conversations) {
    reads.ask(
        home,
        key -> new ReadRequest.Heads(key, home.account(), conversations),
        (result, nowMillis) -> onHeads(home, conversations, result, nowMillis));
  }

  private static void onHeads(
      AccountHome home, List<ConversationId> asked, ReadResult result, long nowMillis) {
    if (result instanceof ReadResult.Heads(var heads, var generation, var cuts)) {
      home.onHeads(asked, heads, Cuts.of(home.account(), asked, generation, cuts), nowMillis);
    } else {
      home.onLoadFailed(nowMillis);
    }
  }

  @Override
  public void page(
      SessionId session,
      AccountId account,
      LogId log,
      long after,
      PageSize size,
      Consumer<PageAnswer> answer) {
    reads.ask(
        get(account).home(),
        key -> new ReadRequest.ReadPage(key, log, after, size.entriesMax(), size.bytesMax()),
        (result, nowMillis) -> {
          if (result instanceof ReadResult.Paged(var page)) {
            answer.accept(new PageAnswer.Read(page));
          } else {
            answer.accept(new PageAnswer.Failed());
            untidy.add(from(session, account));
          }
        });
  }

  @Override
  public void changed(AccountHome home) {
    turn.changed(home);
  }

  @Override
  public void awaitsTick(AccountHome home) {
    awaiting.add(home);
  }

  @Override
  public void unitDone(Asker asker, AccountUnit unit, AccountId account) {
    if (asker instanceof Message.FromHome(var seat)) {
      mail.send(seat, new Message.UnitDone(unit.conversation(), unit.commitSequence(), account));
    }
  }
}
