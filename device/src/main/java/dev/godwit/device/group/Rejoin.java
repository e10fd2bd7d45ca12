package dev.godwit.device.group;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.roster.ChangesDigest;
import dev.godwit.device.session.Link;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Self;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.ExternalJoin;
import dev.godwit.mls.ExternalJoinBuilder;
import dev.godwit.mls.Group;
import dev.godwit.mls.Member;
import dev.godwit.mls.MlsException;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Joins anew by an external commit (RFC 9420 §12.4.3.2) when this device has lost the group's
/// keys. It takes the place of its former leaf, so the members stay the same.
final class Rejoin {
  private static final int ID_BYTES = 16;

  /// So often a device that is in the group already looks again for its welcome, some seconds in
  /// all, before it comes in by itself and reads nothing of what was said meanwhile.
  private static final int WELCOME_TRIES_MAX = 5;

  private final Trust trust;
  private final Link link;
  private final Groups groups;
  private final OwnCommits pending;
  private final Draft draft;

  /// In which session this device has found that it is in the group already.
  private final Map<ConversationId, Long> foundIn = new HashMap<>();

  private long session;

  Rejoin(Trust trust, Link link, Groups groups, OwnCommits pending, Draft draft) {
    this.trust = trust;
    this.link = link;
    this.groups = groups;
    this.pending = pending;
    this.draft = draft;
  }

  void onConnected() {
    session++;
  }

  /// The conversation is to be joined anew from now on.
  void begin(ConversationState state) {
    foundIn.remove(state.id());
  }

  void start(ConversationState state) {
    link.calls().make(new Call.FetchGroupInfo(state.id()), state.id());
  }

  /// @param isExpected whether the place that this device has in the group came with a welcome,
  ///     which is looked for first
  /// @param attempts so far
  Outcome onGroupInfo(
      ConversationState state, Answer.NewestGroupInfo info, boolean isExpected, int attempts) {
    try {
      long seconds = link.clock().serverSeconds();
      ExternalJoinBuilder builder =
          trust
              .mls()
              .joinExternally(trust.self().identity(), info.groupInfo().toArray())
              .ratchetTree(info.ratchetTree().toArray());
      List<Member> members = builder.members(seconds);
      boolean right = builder.groupId().equals(MlsBytes.of(state.id().toBytes()));
      if (!right || !groups.membership().isRightFor(state, members)) {
        return new Outcome.Later(0);
      }
      Optional<Member> former = members.stream().filter(this::isSelf).findFirst();
      if (former.isPresent() && isExpected && !hasLooked(state, attempts)) {
        look(state, attempts);
        return new Outcome.Later(0);
      }
      former.ifPresent(member -> builder.replacing(member.leaf()));
      List<MemberChange> changes = former.isPresent() ? List.of() : List.of(ownDeviceAdded());
      Bytes digest = ChangesDigest.of(trust.crypto(), changes, GroupSettings.NONE);
      builder.authenticatedData(MlsBytes.of(digest));
      commit(state, builder.build(seconds), changes);
      return new Outcome.Progress();
    } catch (MlsException e) {
      return new Outcome.Later(0);
    }
  }

  /// Whether there is no welcome. A session may be half dead or far behind; what was in the
  /// account's log when another one began is known by the time that one has caught up.
  private boolean hasLooked(ConversationState state, int attempts) {
    return attempts >= WELCOME_TRIES_MAX && foundIn.getOrDefault(state.id(), session) < session;
  }

  /// Looks for the welcome: in this session for a while, then in another one.
  private void look(ConversationState state, int attempts) {
    foundIn.putIfAbsent(state.id(), session);
    if (attempts >= WELCOME_TRIES_MAX && link.session().isOpen()) {
      link.session().giveUp();
    }
  }

  /// Whether this device had no place in the group before, so that nothing from there is missing.
  private static boolean isAdding(OwnCommit own) {
    return !own.commit().changes().isEmpty();
  }

  /// The node has taken the commit, and it is the newest that this device knows of.
  void accepted(ConversationState state, OwnCommit own, Place place) {
    boolean isNew = !groups.has(state.id()) && (state.isLate() || isAdding(own));
    foundIn.remove(state.id());
    groups.adoptStaged(state.id());
    Group group = groups.find(state.id()).orElseThrow();
    if (isNew) {
      state.joined(group.epoch(), place.sequence());
    } else {
      state.entered(group.epoch(), place.sequence());
      draft.tell(new Event.Repaired(state.id()));
    }
    groups.membership().adopt(state, group);
    state.unsure(state.isGroup());
  }

  void drop(ConversationState state) {
    groups.unstage(state.id());
  }

  private boolean isSelf(Member member) {
    DeviceCertificate certificate = trust.leaves().certificate(member);
    return trust.self().is(certificate.account(), certificate.device());
  }

  private void commit(ConversationState state, ExternalJoin join, List<MemberChange> changes) {
    Commit frame =
        new Commit(
            state.id(),
            EntryId.of(Bytes.owned(trust.crypto().random(ID_BYTES))),
            join.summary().epoch() - 1,
            Bytes.owned(join.message()),
            kind(state),
            changes,
            Bytes.EMPTY,
            List.of(),
            Bytes.owned(join.group().groupInfo()),
            Bytes.owned(join.group().ratchetTree()),
            GroupSettings.NONE);
    groups.stage(state.id(), join.group());
    pending.put(state.id(), new OwnCommit(OwnCommit.Kind.REJOIN, frame, Bytes.EMPTY));
  }

  private static ConversationKind kind(ConversationState state) {
    return state.isDirect() ? ConversationKind.DIRECT : ConversationKind.GROUP;
  }

  private MemberChange ownDeviceAdded() {
    Self self = trust.self();
    return new MemberChange(
        self.account(), MemberChangeKind.DEVICES_ADDED, Role.UNKNOWN, List.of(self.device()));
  }
}
