package dev.godwit.device.group;

import dev.godwit.device.content.GroupChange;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.outbox.Outbox;
import dev.godwit.device.session.Link;
import dev.godwit.device.session.Retries;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.CommitSummary;
import dev.godwit.mls.Group;
import dev.godwit.mls.PendingCommit;
import dev.godwit.mls.StagedCommit;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The way of each conversation into its group: made, welcomed, or rejoined. What is to be done
/// next follows from what is stored, so a crash at any point is only a pause.
public final class Joining {
  /// Rejoins of one conversation without a message that could be read after; then the next session.
  public static final int REJOINS_MAX = 8;

  /// Who lost the race to create a conversation waits so long for the winner's welcome.
  private static final long WELCOME_MILLIS_MAX = 10_000;

  /// A new device waits so long for an old one of its account to bring it in.
  private static final long LATE_MILLIS_MAX = 45_000;

  /// The same when the person has something to say there: then the device comes in by itself.
  private static final long WANTED_MILLIS_MAX = 500;

  /// Refusals that are about what was asked for, and not about who asks or when.
  private static final Set<ErrorCode> GONE =
      Set.of(
          ErrorCode.ACCOUNT_UNKNOWN,
          ErrorCode.CONVERSATION_UNKNOWN,
          ErrorCode.NOT_FOUND,
          ErrorCode.FORBIDDEN);

  /// What was refused for another reason is asked for again after this, or in the next session.
  static final long REFUSED_MILLIS = 600_000;

  private final Trust trust;
  private final Link link;
  private final Conversations conversations;
  private final Groups groups;
  private final Outbox outbox;
  private final Draft draft;
  private final OwnCommits pending;
  private final GroupRecords records;
  private final Lines lines;
  private final Effects effects;
  private final Looks looks;
  private final Creation creation;
  private final Welcoming welcoming;
  private final Peers peers;
  private final Rejoin rejoin;
  private final Retries<ConversationId> retries;
  private final Map<ConversationId, Long> waitsSince = new HashMap<>();

  /// Where the welcome came to nothing.
  private final Set<ConversationId> unwelcome = new HashSet<>();

  public Joining(
      Trust trust,
      Link link,
      Conversations conversations,
      GroupStore store,
      KeyPackageShelf shelf,
      Outbox outbox,
      Draft draft) {
    this.trust = trust;
    this.link = link;
    this.conversations = conversations;
    this.groups = store.groups();
    this.outbox = outbox;
    this.draft = draft;
    this.pending = store.pending();
    this.records = store.records();
    this.lines = new Lines(draft);
    this.effects = new Effects(trust, groups.membership(), records, lines, outbox);
    this.looks = new Looks(trust, groups, records);
    this.creation = new Creation(trust, link, groups, pending);
    this.welcoming = new Welcoming(trust, link, groups, records, lines, shelf, draft);
    this.rejoin = new Rejoin(trust, link, groups, pending, draft);
    this.retries = link.retries();
    this.peers = new Peers(link, groups, retries);
  }

  // --- What is to be done next ---

  /// Does the next thing in this conversation, if there is one and it may be done.
  public void pump(ConversationState state) {
    if (!isIdle(state)
        && link.session().isCaughtUp()
        && !link.calls().isWaiting(state.id())
        && retries.isDue(state.id())) {
      switch (state.standing()) {
        case NEW -> creation.start(state);
        case JOINING -> join(state);
        case REPAIRING -> rejoin(state);
        case OPEN -> peers.find(state);
        // Whoever was added again meanwhile has heard of it before catching up.
        case LEFT -> outbox.allFailed(state.id(), ErrorCode.NOT_A_MEMBER);
      }
    }
  }

  /// Whether nothing will be to be done here unless something happens.
  public boolean isIdle(ConversationState state) {
    return switch (state.standing()) {
      case NEW -> outbox.isEmpty(state.id()) || !state.isDirect() || conversations.isOwn(state);
      case OPEN -> !peers.isWanted(state);
      case JOINING, REPAIRING -> false;
      case LEFT -> outbox.isEmpty(state.id());
    };
  }

  private void join(ConversationState state) {
    Optional<OwnCommit> own = pending.find(state.id());
    if (welcoming.isKept(state.id())) {
      welcoming.fetch(state);
    } else if (own.isPresent() && !(isRejoining(state) && groups.has(state.id()))) {
      pending.send(state.id(), own.get());
    } else if (!groups.has(state.id())) {
      awaitWelcome(state);
    } else if (peers.isWanted(state)) {
      peers.find(state);
    } else {
      open(state);
    }
  }

  private void awaitWelcome(ConversationState state) {
    long now = link.clock().elapsedMillis();
    boolean wanted = state.isLate() && !outbox.isEmpty(state.id());
    long late = wanted ? WANTED_MILLIS_MAX : LATE_MILLIS_MAX;
    long patience = state.isLate() ? late : WELCOME_MILLIS_MAX;
    if (now - waitsSince.computeIfAbsent(state.id(), _ -> now) >= patience) {
      waitsSince.remove(state.id());
      repair(state);
      if (wanted) {
        retries.reset(state.id());
      }
    }
  }

  private void rejoin(ConversationState state) {
    Optional<OwnCommit> own = pending.find(state.id());
    if (own.isPresent()) {
      pending.send(state.id(), own.get());
    } else if (retries.attempts(state.id()) <= REJOINS_MAX) {
      rejoin.start(state);
    }
  }

  // --- What the account's log says ---

  /// The account is a member since `sequence`.
  ///
  /// @param late it was before this device came to the account
  public void onJoined(ConversationId conversation, long sequence, boolean late) {
    ConversationState state = conversations.findOrMake(conversation);
    endBefore(state, sequence);
    boolean isNews = state.standing() == Standing.NEW || state.standing() == Standing.LEFT;
    if (isNews) {
      waitsSince.remove(conversation);
      state.standing(Standing.JOINING);
      state.outside();
      state.late(late);
    }
    // Nothing before is for this account, also when the device comes in by itself meanwhile.
    if (state.standing() != Standing.OPEN) {
      state.advance(sequence);
      save(state);
    }
  }

  /// An account that comes back has left before, whatever of that was not read.
  private void endBefore(ConversationState state, long sequence) {
    if (state.leavesAt() > 0 && state.leavesAt() < sequence) {
      leave(state);
    }
  }

  /// Somebody has added this device with a commit.
  public void onWelcomed(ConversationId conversation, Place commit, Bytes secrets) {
    long sequence = commit.sequence();
    ConversationState state = conversations.findOrMake(conversation);
    endBefore(state, sequence);
    boolean isIn = state.standing() == Standing.OPEN && state.position() >= sequence;
    boolean isPast = state.standing() == Standing.REPAIRING && state.position() > sequence;
    if (isIn || (isPast && !isExpected(state))) {
      return;
    }
    if (!isRejoining(state)) {
      dropPending(state);
    }
    waitsSince.remove(conversation);
    unwelcome.remove(conversation);
    retries.reset(conversation);
    welcoming.keep(conversation, commit, secrets);
    state.standing(Standing.JOINING);
    state.advance(sequence);
    save(state);
  }

  /// Whether this device was not in the group since the account is, and a welcome may still come,
  /// which is worth more than coming in by itself.
  public boolean isExpected(ConversationState state) {
    return (state.isLate() || !state.wasIn())
        && !groups.has(state.id())
        && !unwelcome.contains(state.id());
  }

  /// Whether this device has the group's keys and reads, or is about to with the keys it has.
  boolean isIn(ConversationState state) {
    boolean hasKeys = groups.has(state.id()) && pending.find(state.id()).isEmpty();
    boolean hasJoined = hasKeys && !welcoming.isKept(state.id());
    return state.standing() == Standing.OPEN || (state.standing() == Standing.JOINING && hasJoined);
  }

  /// Whether this device is about to join by the welcome of a commit up to `head`.
  boolean isWelcomed(ConversationState state, long head) {
    return state.standing() == Standing.JOINING && welcoming.isKeptUpTo(state.id(), head);
  }

  /// Whether an external commit is under way. When it is in the log already it holds from there
  /// on; what was said before is read with the keys of the welcome.
  private boolean isRejoining(ConversationState state) {
    return pending.find(state.id()).filter(own -> own.kind() == OwnCommit.Kind.REJOIN).isPresent();
  }

  /// The account is no member any more after the entry at `sequence`. What comes up to there is
  /// still read: it says who did it. The commit that finishes a departure says so once more.
  public void onLeft(ConversationId conversation, long sequence, long accountSequence) {
    conversations
        .find(conversation)
        .filter(state -> state.standing() != Standing.LEFT)
        .ifPresent(
            state -> {
              state.leavesAt(state.leavesAt() > 0 ? state.leavesAt() : sequence);
              state.leftBy(accountSequence);
              boolean canRead = state.standing() == Standing.OPEN && groups.has(conversation);
              if (!canRead || state.isAtItsEnd()) {
                leave(state);
              } else {
                conversations.saveState(state);
              }
            });
  }

  /// All that there was has come: what was left before has no more to tell.
  public void onCaughtUp() {
    List.copyOf(conversations.all()).stream()
        .filter(state -> state.leavesAt() > 0)
        .forEach(this::leave);
  }

  /// The last entry that is for this account was read.
  public void leave(ConversationState state) {
    dropPending(state);
    welcoming.drop(state.id());
    groups.forget(state.id());
    retries.reset(state.id());
    state.leavesAt(0);
    state.standing(Standing.LEFT);
    save(state);
  }

  // --- What the node answers ---

  public void onAnswer(ConversationState state, Call call, Answer answer) {
    if (isPast(state, call)) {
      conversations.wake(state.id());
      return;
    }
    switch (answer) {
      case Answer.Account account -> onAccount(state, account);
      case Answer.KeyPackages claimed -> onKeyPackages(state, claimed);
      case Answer.Welcome welcome -> onWelcome(state, welcome);
      case Answer.NewestGroupInfo info -> onGroupInfo(state, info);
      case Answer.Refused(var code, var millis) -> onRefused(state, call, code, millis);
      case Answer.Unreachable _ -> retries.later(state.id(), 0);
      case Answer.Members(_, var members) -> {
        peers.onMembers(state, members);
        save(state);
      }
      case Answer.Done _, Answer.Count _, Answer.ManyKeyPackages _ -> {}
    }
  }

  /// Whether this was asked on the way into what was left meanwhile, or for an older welcome.
  private boolean isPast(ConversationState state, Call call) {
    return state.standing() == Standing.LEFT || welcoming.isPast(call);
  }

  /// Who is in the group is stored with its keys: it says what kind of conversation this is.
  private void onWelcome(ConversationState state, Answer.Welcome welcome) {
    Outcome outcome = welcoming.onWelcome(state, welcome);
    if (outcome instanceof Outcome.Broken) {
      unwelcome.add(state.id());
    }
    apply(state, outcome);
    save(state);
  }

  private void onAccount(ConversationState state, Answer.Account account) {
    if (!account.account().equals(state.peer())) {
      retries.later(state.id(), 0);
      return;
    }
    trust.identities().handle(account.handle(), account.account());
    state.peerHandle(account.handle());
    if (state.standing() == Standing.NEW) {
      apply(state, creation.onAccount(state, account));
    } else {
      state.identityChanged(!trust.identities().told(account.account(), account.identityKey()));
    }
    trust.revocations().learn(account);
    save(state);
  }

  private void onKeyPackages(ConversationState state, Answer.KeyPackages claimed) {
    if (state.standing() != Standing.NEW) {
      return;
    }
    apply(state, creation.onKeyPackages(state, claimed));
    if (pending.find(state.id()).isPresent()) {
      state.standing(Standing.JOINING);
      save(state);
    }
  }

  /// A commit that makes the conversation's group is ready to be sent.
  public void creating(ConversationState state) {
    state.standing(Standing.JOINING);
    save(state);
  }

  private void onGroupInfo(ConversationState state, Answer.NewestGroupInfo info) {
    if (state.standing() == Standing.REPAIRING) {
      int attempts = retries.attempts(state.id());
      apply(state, rejoin.onGroupInfo(state, info, isExpected(state), attempts));
    }
  }

  private void onRefused(ConversationState state, Call call, ErrorCode code, long millis) {
    boolean gone = GONE.contains(code);
    boolean isLate = call instanceof Call.FetchWelcome || state.standing() == Standing.REPAIRING;
    if (code == ErrorCode.CONVERSATION_UNKNOWN && isLate) {
      // The account is no member any more, or not yet again; its log is about to say so.
      retries.later(state.id(), millis);
    } else if (gone && call instanceof Call.FetchWelcome) {
      unwelcome.add(state.id());
      repair(state);
    } else if (gone && state.standing() == Standing.NEW) {
      fail(state, code);
    } else if (gone && state.standing() == Standing.JOINING && !peers.isUnknown(state)) {
      open(state);
    } else {
      retries.later(state.id(), code.retry() == ErrorCode.Retry.NEVER ? REFUSED_MILLIS : millis);
    }
  }

  private void apply(ConversationState state, Outcome outcome) {
    switch (outcome) {
      case Outcome.Progress _ -> {}
      case Outcome.Later(var millis) -> retries.later(state.id(), millis);
      case Outcome.Failed(var code) -> fail(state, code);
      case Outcome.Broken _ -> repair(state);
    }
  }

  // --- Own commits ---

  /// An own commit is in the log. False when none with this id was pending, or when what came
  /// before it is to be read first.
  public boolean accepted(ConversationState state, EntryId id, Place place) {
    Optional<OwnCommit> own =
        pending
            .find(state.id(), id)
            .filter(_ -> !welcoming.isKeptUpTo(state.id(), place.sequence()));
    own.ifPresent(commit -> accepted(state, commit, place));
    return own.isPresent();
  }

  private void accepted(ConversationState state, OwnCommit own, Place place) {
    Optional<PendingCommit> made = pending.take(state.id());
    state.changed(place.sequence());
    switch (own.kind()) {
      case CREATE -> {
        creation.accepted(state, own, made);
        retries.reset(state.id());
        created(state, own, place);
      }
      case REJOIN -> {
        if (place.sequence() < state.position()) {
          passedBy(state);
          return;
        }
        rejoined(state, own, place);
      }
      case CHANGE -> changed(state, own, made, place);
    }
    open(state);
  }

  private void created(ConversationState state, OwnCommit own, Place place) {
    Group group = groups.find(state.id()).orElseThrow();
    if (own.commit().conversationKind() == ConversationKind.GROUP) {
      effects.created(state, group, fact(own, place));
      tellChange(state);
    } else {
      groups.membership().adopt(state, group);
    }
  }

  /// This device learns of its external commit when the log is behind it: what came next was past
  /// retention, or could not be followed then. The group has gone on without this device.
  private void passedBy(ConversationState state) {
    rejoin.drop(state);
    state.standing(Standing.OPEN);
    repair(state);
  }

  /// Who has come and gone while this device could not follow is told without saying by whom.
  private void rejoined(ConversationState state, OwnCommit own, Place place) {
    Set<AccountId> before = new TreeSet<>(records.find(state.id()).members().keySet());
    rejoin.accepted(state, own, place);
    if (state.isGroup()) {
      List<GroupChange> moves = Lines.moves(before, records.find(state.id()).members().keySet());
      lines.show(state, place.sequence(), place.timeMillis(), AccountId.NONE, moves);
      tellChange(state);
    }
  }

  private void changed(
      ConversationState state, OwnCommit own, Optional<PendingCommit> made, Place place) {
    Group group = groups.find(state.id()).orElseThrow();
    CommitSummary summary = group.apply(own.sealed(made, group));
    groups.save(state.id(), group);
    effects.follow(state, group, fact(own, place), summary);
    tellChange(state);
  }

  private Fact fact(OwnCommit own, Place place) {
    return Fact.of(own.commit(), place, trust.self().account(), trust.self().device());
  }

  /// Takes over another member's commit that was looked at.
  void followed(ConversationState state, Group group, StagedCommit commit, Fact fact) {
    CommitSummary summary = commit.summary();
    group.apply(commit);
    groups.save(state.id(), group);
    if (!isRejoining(state)) {
      dropPending(state);
    }
    effects.follow(state, group, fact, summary);
    if (commit.removesSelf()) {
      state.leavesAt(fact.sequence());
    }
    tellChange(state);
  }

  private void tellChange(ConversationState state) {
    if (state.isGroup()) {
      looks.update(state);
      draft.tell(new Event.GroupChanged(state.id()));
    }
  }

  /// An own commit was refused. False when none with this id was pending.
  public boolean refused(ConversationState state, EntryId id, ErrorCode code, long millis) {
    Optional<OwnCommit> own = pending.find(state.id(), id);
    own.ifPresent(commit -> refused(state, commit, code, millis));
    return own.isPresent();
  }

  private void refused(ConversationState state, OwnCommit own, ErrorCode code, long millis) {
    switch (code.retry()) {
      case AT_ONCE, LATER -> {
        pending.refused(state.id());
        retries.later(state.id(), millis);
      }
      case AFTER_CATCH_UP -> {
        dropPending(state);
        if (own.kind() == OwnCommit.Kind.REJOIN) {
          retries.later(state.id(), millis);
        }
      }
      case NEVER -> {
        dropPending(state);
        switch (own.kind()) {
          case CREATE -> apply(state, new Outcome.Failed(code));
          case REJOIN -> apply(state, new Outcome.Later(millis));
          case CHANGE -> {}
        }
      }
    }
  }

  private void dropPending(ConversationState state) {
    Optional<OwnCommit> own = pending.find(state.id());
    if (own.isPresent()) {
      pending.drop(state.id());
      switch (own.get().kind()) {
        case CREATE -> groups.forget(state.id());
        case REJOIN -> rejoin.drop(state);
        case CHANGE -> {}
      }
    }
  }

  // --- Repair ---

  /// The group cannot be followed any more: joins anew.
  public void repair(ConversationState state) {
    if (state.standing() == Standing.REPAIRING
        || state.standing() == Standing.LEFT
        || state.isHeld()) {
      return;
    }
    dropPending(state);
    welcoming.drop(state.id());
    rejoin.begin(state);
    retries.later(state.id(), 0);
    state.standing(Standing.REPAIRING);
    save(state);
  }

  /// The person has changed something that may let it work.
  public void retry(ConversationState state) {
    retries.reset(state.id());
    conversations.wake(state.id());
  }

  /// A message of somebody else could be read.
  public void works(ConversationState state) {
    if (state.standing() == Standing.OPEN && retries.attempts(state.id()) > 0) {
      retries.reset(state.id());
    }
  }

  public void onConnected() {
    rejoin.onConnected();
    retries.hurry();
  }

  public void onDisconnected() {
    pending.onDisconnected();
    waitsSince.clear();
  }

  private void open(ConversationState state) {
    state.standing(peers.isUnknown(state) ? Standing.JOINING : Standing.OPEN);
    save(state);
  }

  private void fail(ConversationState state, ErrorCode code) {
    retries.reset(state.id());
    state.standing(Standing.NEW);
    save(state);
    outbox.allFailed(state.id(), code);
  }

  /// Nobody wants to make this any more: when it is a group, making it has failed, and there is
  /// none to say anything in.
  public void unwanted(ConversationState state) {
    if (state.isGroup()) {
      outbox.allFailed(state.id(), ErrorCode.CONVERSATION_UNKNOWN);
    }
  }

  private void save(ConversationState state) {
    conversations.save(state);
    conversations.wake(state.id());
  }
}
