package dev.godwit.device.intention;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.ContentCodec;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Gaps;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.group.Committer;
import dev.godwit.device.group.Groups;
import dev.godwit.device.group.Joiner;
import dev.godwit.device.group.Joiners;
import dev.godwit.device.group.Joining;
import dev.godwit.device.group.Leaves;
import dev.godwit.device.group.Looks;
import dev.godwit.device.group.OwnCommits;
import dev.godwit.device.session.Link;
import dev.godwit.device.session.Patience;
import dev.godwit.device.session.Retries;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Draft;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Group;
import dev.godwit.mls.MlsException;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Leave;
import dev.godwit.wire.MemberChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes so what is wanted of the conversations' groups. The package says how.
public final class Intentions {
  private final Trust trust;
  private final Link link;
  private final Gaps gaps;
  private final Groups groups;
  private final Joining joining;
  private final OwnCommits pending;
  private final Committer committer;
  private final Planner planner;
  private final Chores chores;
  private final Queue queue;
  private final Draft draft;
  private final Retries<ConversationId> retries;

  /// What the node knows that this device has not read yet.
  private final Map<ConversationId, Long> behind = new HashMap<>();

  private final Map<ConversationId, Claimed> claimed = new HashMap<>();
  private final Map<ConversationId, Long> leavingSince = new HashMap<>();

  /// Key packages for an intention, claimed once however often its commit is made.
  private record Claimed(Kept kept, List<Joiner> joiners) {}

  /// What is around this machine.
  public record Around(
      Trust trust,
      Link link,
      Gaps gaps,
      Groups groups,
      GroupRecords records,
      Joining joining,
      OwnCommits pending,
      Draft draft) {}

  public Intentions(Around around, Queue queue) {
    this.trust = around.trust();
    this.link = around.link();
    this.gaps = around.gaps();
    this.groups = around.groups();
    this.joining = around.joining();
    this.pending = around.pending();
    this.draft = around.draft();
    this.queue = queue;
    GroupRecords records = around.records();
    committer = new Committer(trust, link.clock(), groups, records, pending);
    planner = new Planner(trust, groups, records, new Looks(trust, groups, records));
    chores = new Chores(records, link.clock(), trust.crypto());
    retries = link.retries();
  }

  // --- What is to be done next ---

  /// Does the next thing for this conversation, if there is one and it may be done.
  public void pump(ConversationState state) {
    boolean mayGo =
        link.session().isCaughtUp()
            && !link.calls().isWaiting(state.id())
            && retries.isDue(state.id());
    if (mayGo) {
      switch (state.standing()) {
        case NEW ->
            queue
                .head(state.id())
                .ifPresentOrElse(kept -> go(state, kept), () -> joining.unwanted(state));
        case OPEN -> pumpOpen(state);
        case LEFT -> queue.endAll(state.id(), ErrorCode.NOT_A_MEMBER);
        case JOINING, REPAIRING -> {}
      }
    }
  }

  private void pumpOpen(ConversationState state) {
    if (pending.isWaiting(state.id())) {
      pending.send(state.id());
    } else if (isUpToDate(state)) {
      Optional<Kept> wanted = queue.head(state.id());
      wanted.or(() -> chores.next(state).map(Kept::chore)).ifPresent(kept -> go(state, kept));
    }
  }

  private boolean isUpToDate(ConversationState state) {
    boolean caughtUp = state.position() >= behind.getOrDefault(state.id(), 0L);
    if (caughtUp) {
      behind.remove(state.id());
    }
    return caughtUp && !gaps.isOpen(state.id()) && !state.isHeld() && groups.has(state.id());
  }

  /// Whether nothing will be to be done here unless something happens.
  public boolean isIdle(ConversationState state) {
    return switch (state.standing()) {
      case OPEN ->
          queue.isEmpty(state.id()) && !pending.isWaiting(state.id()) && chores.isIdle(state);
      case NEW, LEFT -> queue.isEmpty(state.id());
      case JOINING, REPAIRING -> true;
    };
  }

  private void go(ConversationState state, Kept kept) {
    switch (planner.plan(state, kept)) {
      case Plan.Done _ -> end(state, kept);
      case Plan.Refused(var code) -> fail(state, kept, code);
      case Plan.Bring(var accounts) -> bring(state, kept, accounts);
      case Plan.Change(var changes, var settings) ->
          commit(state, kept, changes, List.of(), settings);
      case Plan.Depart _ -> depart(state, kept);
    }
  }

  // --- Adding ---

  private void bring(ConversationState state, Kept kept, List<AccountId> accounts) {
    Claimed ready = claimed.get(state.id());
    if (ready != null && ready.kept().id().equals(kept.id()) && covers(ready, accounts)) {
      use(state, kept, accounts, ready.joiners());
    } else if (accounts.isEmpty()) {
      use(state, kept, accounts, List.of());
    } else {
      claimed.put(state.id(), new Claimed(kept, List.of()));
      link.calls().make(new Call.ClaimManyKeyPackages(accounts), state.id());
    }
  }

  private static boolean covers(Claimed ready, List<AccountId> accounts) {
    return accounts.stream()
        .allMatch(account -> ready.joiners().stream().anyMatch(j -> j.account().equals(account)));
  }

  /// The answer to what [#bring] has asked for.
  public void onKeyPackages(ConversationState state, Answer.ManyKeyPackages answer) {
    Claimed asked = claimed.get(state.id());
    if (asked == null) {
      return;
    }
    List<Joiner> joiners = new ArrayList<>();
    List<AccountId> leftOut = new ArrayList<>(asked.kept().leftOut());
    leftOut.addAll(answer.unreachable());
    for (Answer.AccountKeyPackages account : answer.accounts()) {
      List<Joiner> found = joiners(asked.kept(), account);
      joiners.addAll(found);
      if (found.isEmpty()) {
        leftOut.add(account.account());
      }
    }
    Kept kept = queue.replace(state.id(), asked.kept().leavingOut(leftOut));
    claimed.put(state.id(), new Claimed(kept, joiners));
    if (kept.isChore()) {
      chores.leaveOut(leftOut);
    }
  }

  /// The devices of an account that can be added: those that are wanted, in case of the own.
  private List<Joiner> joiners(Kept kept, Answer.AccountKeyPackages account) {
    List<Joiner> joiners = new ArrayList<>();
    for (Answer.ClaimedKeyPackage own : account.keyPackages()) {
      boolean wanted =
          !trust.self().is(account.account(), own.device())
              && (!(kept.intention() instanceof Intention.AddDevices(var devices))
                  || devices.contains(own.device()));
      if (wanted) {
        Joiners.check(
                trust,
                account.account(),
                own.device(),
                own.keyPackage(),
                link.clock().serverSeconds())
            .ifPresent(joiners::add);
      }
    }
    return joiners;
  }

  /// The node did not give key packages.
  public void onRefused(ConversationState state, ErrorCode code, long millis) {
    Claimed asked = claimed.remove(state.id());
    boolean never = code.retry() == ErrorCode.Retry.NEVER;
    if (asked != null && never) {
      fail(state, asked.kept(), code);
    } else {
      retries.later(state.id(), millis);
    }
  }

  public void onUnreachable(ConversationState state) {
    claimed.remove(state.id());
    retries.later(state.id(), 0);
  }

  private void use(
      ConversationState state, Kept kept, List<AccountId> accounts, List<Joiner> joiners) {
    List<Joiner> used =
        joiners.stream().filter(joiner -> accounts.contains(joiner.account())).toList();
    if (kept.intention() instanceof Intention.Create(_, var settings)) {
      create(state, kept, used, settings);
      return;
    }
    List<MemberChange> changes =
        kept.intention() instanceof Intention.AddDevices
            ? Joiners.added(used, trust.self().account())
            : Joiners.added(used);
    commit(state, kept, changes, used, GroupSettings.NONE);
  }

  private void create(
      ConversationState state, Kept kept, List<Joiner> joiners, GroupSettings settings) {
    try {
      committer.create(state, joiners, settings, kept.order());
      joining.creating(state);
      pending.send(state.id());
    } catch (MlsException e) {
      fail(state, kept, ErrorCode.KEY_PACKAGE_INVALID);
    }
  }

  private void commit(
      ConversationState state,
      Kept kept,
      List<MemberChange> changes,
      List<Joiner> joiners,
      GroupSettings settings) {
    Group group = groups.find(state.id()).orElseThrow();
    try {
      committer.commit(
          state, group, new Committer.Wanted(changes, joiners, settings, kept.order()));
      pending.send(state.id());
    } catch (MlsException e) {
      fail(state, kept, ErrorCode.KEY_PACKAGE_INVALID);
    }
  }

  // --- Leaving ---

  private void depart(ConversationState state, Kept kept) {
    long now = link.clock().elapsedMillis();
    Long since = leavingSince.get(state.id());
    if (since != null && now - since < Patience.millis(0)) {
      return;
    }
    Group group = groups.find(state.id()).orElseThrow();
    try {
      byte[] said = ContentCodec.encode(new Content.Leaving()).toArray();
      Bytes payload = Bytes.owned(group.send(said, kept.id().toBytes().toArray()));
      groups.save(state.id(), group);
      leavingSince.put(state.id(), now);
      draft.send(new Leave(state.id(), kept.id(), group.epoch(), payload));
    } catch (MlsException e) {
      joining.repair(state);
    }
  }

  /// Whether this is the id of an own departure that waits for its answer.
  public boolean isLeaving(ConversationState state, EntryId id) {
    return queue
        .head(state.id())
        .filter(kept -> kept.intention() instanceof Intention.Leave && kept.id().equals(id))
        .isPresent();
  }

  /// An own departure is in the log, whatever comes behind it.
  public void left(ConversationState state, EntryId id) {
    if (isLeaving(state, id)) {
      queue.head(state.id()).ifPresent(kept -> end(state, kept));
    }
  }

  // --- What the node says ---

  /// An own commit is in the log: the key packages in it are used. Chores are all of one id, so one
  /// that comes later would take them for its own.
  public void committed(ConversationState state) {
    claimed.remove(state.id());
  }

  /// The node refused something of this machine. False when it was not.
  public boolean refused(ConversationState state, Error error, ErrorCode code) {
    Optional<OwnCommits.Waiting> own = pending.waiting(state.id(), error.id());
    if (own.isPresent()) {
      return refused(state, own.get(), error, code);
    }
    if (!isLeaving(state, error.id())) {
      return false;
    }
    leavingSince.remove(state.id());
    switch (code.retry()) {
      case AT_ONCE, LATER -> retries.later(state.id(), error.retryAfterMillis());
      case AFTER_CATCH_UP -> catchUp(state, error);
      case NEVER -> queue.head(state.id()).ifPresent(kept -> fail(state, kept, code));
    }
    return true;
  }

  private boolean refused(
      ConversationState state, OwnCommits.Waiting own, Error error, ErrorCode code) {
    if (own.isCreation()) {
      boolean known = joining.refused(state, error.id(), code, error.retryAfterMillis());
      if (code.retry() == ErrorCode.Retry.NEVER) {
        queue.find(state.id(), own.cause()).ifPresent(kept -> fail(state, kept, code));
      }
      return known;
    }
    switch (code.retry()) {
      case AT_ONCE, LATER -> {
        pending.refused(state.id());
        retries.later(state.id(), error.retryAfterMillis());
      }
      case AFTER_CATCH_UP -> {
        pending.drop(state.id());
        chores.again(state);
        catchUp(state, error);
      }
      case NEVER -> {
        pending.drop(state.id());
        queue
            .find(state.id(), own.cause())
            .ifPresentOrElse(kept -> fail(state, kept, code), () -> chores.refused(state));
      }
    }
    return true;
  }

  /// Another change came first. A device that has read all there is and is in another epoch has
  /// lost the group.
  private void catchUp(ConversationState state, Error error) {
    if (state.position() < error.head()) {
      behind.put(state.id(), error.head());
      gaps.fetch(state.id(), state.position());
    } else if (groups.find(state.id()).map(Group::epoch).orElse(-1L) != error.epoch()) {
      joining.repair(state);
    } else {
      lookForDeparted(state);
      retries.later(state.id(), 0);
    }
  }

  /// The node may wait until somebody is taken out of whom this device was not told.
  private void lookForDeparted(ConversationState state) {
    if (state.isGroup()) {
      state.unsure(true);
      Group group = groups.find(state.id()).orElseThrow();
      Leaves.of(group.members(), trust.leaves()).accounts().forEach(trust.identities()::lookUp);
    }
  }

  public void onConnected() {
    retries.hurry();
  }

  public void onDisconnected() {
    behind.clear();
    leavingSince.clear();
    chores.onDisconnected();
  }

  private void end(ConversationState state, Kept kept) {
    claimed.remove(state.id());
    retries.reset(state.id());
    queue.done(state.id(), kept);
  }

  private void fail(ConversationState state, Kept kept, ErrorCode code) {
    claimed.remove(state.id());
    if (kept.isChore()) {
      chores.refused(state);
    } else {
      queue.failed(state.id(), kept, code);
    }
  }
}
