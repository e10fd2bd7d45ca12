package dev.godwit.device.group;

import dev.godwit.device.content.GroupChange;
import dev.godwit.device.content.RefusalReason;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.roster.ChangesDigest;
import dev.godwit.device.roster.Rights;
import dev.godwit.device.roster.Roles;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.CommitSummary;
import dev.godwit.mls.Group;
import dev.godwit.mls.Member;
import dev.godwit.mls.MlsException;
import dev.godwit.mls.Proposal;
import dev.godwit.mls.Received;
import dev.godwit.mls.Rule;
import dev.godwit.mls.StagedCommit;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Follows the commits of others, after looking at what they do: a commit that is not what its
/// entry claims, that its maker may not make, or that lets somebody in who may not, is not
/// followed.
public final class CommitReader {
  private final Trust trust;
  private final Groups groups;
  private final GroupRecords records;
  private final Joining joining;
  private final Draft draft;
  private final RosterCheck roster;
  private final Lines lines;

  public CommitReader(
      Trust trust, Groups groups, GroupRecords records, Joining joining, Draft draft) {
    this.trust = trust;
    this.groups = groups;
    this.records = records;
    this.joining = joining;
    this.draft = draft;
    this.roster = new RosterCheck(trust.leaves());
    this.lines = new Lines(draft);
  }

  public void read(ConversationState state, Entry entry) {
    Optional<Group> group = groups.find(state.id());
    if (group.isEmpty()) {
      readWithoutKeys(state, entry);
      joining.repair(state);
    } else if (entry.epoch() == group.get().epoch()) {
      follow(state, group.get(), entry);
    } else if (entry.epoch() > group.get().epoch()) {
      refuse(state, entry, RefusalReason.WRONG_EPOCH);
    } else {
      passed(state, group.get(), entry);
    }
  }

  /// Who had departed is taken out, and may be let in again by the same commit.
  private void readWithoutKeys(ConversationState state, Entry entry) {
    GroupRecord record = records.find(state.id());
    if (record.departed().isEmpty()) {
      return;
    }
    for (MemberChange change : entry.changes()) {
      switch (change.kind()) {
        case ADDED, REMOVED -> record.removed(change.account());
        case DEVICES_REMOVED -> record.takenOut(change.account(), change.devices());
        case DEVICES_ADDED, ROLE, UNKNOWN -> {}
      }
    }
    records.save(state.id(), record);
  }

  /// What was done before this device came in shows in the group's leaves. Who had departed before
  /// that was taken out by it, and may have come back since. Nothing else is in an epoch that has
  /// passed; a node that says so is not heard.
  private void passed(ConversationState state, Group group, Entry entry) {
    if (!state.isBeforeEntering(entry.sequence())) {
      return;
    }
    GroupRecord record = records.find(state.id());
    Leaves leaves = Leaves.of(group.members(), trust.leaves());
    for (MemberChange change : entry.changes()) {
      if (record.gone().contains(change.account())) {
        record.removed(change.account());
        if (leaves.has(change.account())) {
          record.added(change.account(), new GroupRecord.Since(entry.sequence(), entry.time()));
        }
        records.save(state.id(), record);
      }
    }
  }

  private void follow(ConversationState state, Group group, Entry entry) {
    try {
      Received received = group.process(entry.payload().toArray(), entry.time() / 1_000);
      if (received instanceof StagedCommit commit) {
        look(state, group, commit, entry)
            .ifPresentOrElse(
                reason -> refuse(state, entry, reason),
                () -> {
                  joining.followed(state, group, commit, Fact.of(entry));
                  takeOutRevoked(state, commit.summary());
                });
      } else {
        forgetProposals(group);
        refuse(state, entry, RefusalReason.ROSTER_MISMATCH);
      }
    } catch (MlsException e) {
      RefusalReason reason = reason(e.rule());
      state.identityChanged(reason == RefusalReason.IDENTITY_CHANGED || state.isIdentityChanged());
      refuse(state, entry, reason);
    }
  }

  /// What is wrong with a commit, if anything.
  private Optional<RefusalReason> look(
      ConversationState state, Group group, StagedCommit commit, Entry entry) {
    CommitSummary summary = commit.summary();
    Leaves before = Leaves.of(group.members(), trust.leaves());
    boolean agrees =
        roster.agrees(summary, entry, before)
            && groups.membership().isRightFor(state, summary.added())
            && isSigned(commit, entry);
    if (!agrees) {
      return Optional.of(RefusalReason.ROSTER_MISMATCH);
    }
    if (bringsRevoked(summary)) {
      return Optional.of(RefusalReason.DEVICE_REVOKED);
    }
    return isAllowed(state, group, before, entry)
            && keepsRoles(state, group, before, summary, entry)
        ? Optional.empty()
        : Optional.of(RefusalReason.NOT_ALLOWED);
  }

  /// Whoever joins from outside brings itself in. What may have been made before its maker could
  /// know that a device has ended stands; then nothing is said until the device is out.
  private boolean bringsRevoked(CommitSummary summary) {
    return comers(summary)
        .map(trust.leaves()::certificate)
        .anyMatch(device -> trust.revocations().isKnownToAll(device.account(), device.device()));
  }

  private static Stream<Member> comers(CommitSummary summary) {
    return summary.joinedExternally()
        ? Stream.concat(summary.added().stream(), Stream.of(summary.committer()))
        : summary.added().stream();
  }

  /// A device that has ended since it came in is taken out by the next commit.
  private void takeOutRevoked(ConversationState state, CommitSummary summary) {
    comers(summary)
        .map(trust.leaves()::certificate)
        .filter(device -> trust.revocations().isRevoked(device.account(), device.device()))
        .forEach(
            device -> {
              GroupRecord record = records.find(state.id());
              record.revoked(device.account(), List.of(device.device()));
              records.save(state.id(), record);
            });
  }

  private boolean isSigned(StagedCommit commit, Entry entry) {
    return MlsBytes.from(commit.authenticatedData())
        .equals(ChangesDigest.of(trust.crypto(), entry.changes(), entry.settings()));
  }

  /// In its first epoch a device may not know yet who has left just before. Owners and admins are
  /// not taken out on that account. Nor does it know who has asked to be let in before it came, and
  /// which devices had ended by then.
  private boolean isAllowed(ConversationState state, Group group, Leaves before, Entry entry) {
    if (state.isDirect()) {
      return true;
    }
    GroupRecord record = records.find(state.id());
    boolean isFirst = state.isFirst(group.epoch());
    boolean isNew = state.isNewAt(entry.sequence());
    Predicate<AccountId> departed = account -> record.departed().containsKey(account);
    Roles roles = Charter.holding(group, record, trust.leaves());
    Rights rights =
        new Rights(
            roles,
            departed.or(account -> isFirst && !roles.isAdmin(account)),
            departed.or(_ -> isNew),
            account -> record.isInvited(account) || isNew);
    boolean isIn =
        before.has(entry.account())
            || record.isMember(entry.account())
            || Charter.of(group).isAdmin(entry.account());
    return isIn
        && !record.gone().contains(entry.account())
        && rights.allow(entry.account(), entry.changes(), entry.settings())
        && entry.changes().stream().allMatch(change -> isWhole(change, record, before));
  }

  /// An account is added once, with all its devices; what else changes is a member's. A member
  /// without a device is unknown to who came in since: that an owner gives it a role, or that it is
  /// taken out, brings no device in, and an owner may add anybody in any role.
  private static boolean isWhole(MemberChange change, GroupRecord record, Leaves before) {
    boolean there = before.has(change.account()) || record.isMember(change.account());
    return switch (change.kind()) {
      case ADDED -> !there || record.gone().contains(change.account());
      case ROLE, REMOVED -> true;
      case DEVICES_ADDED, DEVICES_REMOVED, UNKNOWN -> there;
    };
  }

  private boolean keepsRoles(
      ConversationState state, Group group, Leaves before, CommitSummary summary, Entry entry) {
    if (state.isDirect()) {
      return summary.others().stream().allMatch(other -> other instanceof Proposal.ExternalInit);
    }
    Roles roles = Charter.of(group);
    Set<AccountId> members = Members.after(entry.changes(), before);
    Optional<Roles> expected =
        summary.joinedExternally()
            ? Optional.of(roles)
            : Optional.of(
                roles.after(entry.changes(), entry.settings(), before.accounts(), members));
    return Charter.after(roles, summary.others()).equals(expected);
  }

  /// The entry was no commit but a proposal, which nobody may slip in.
  private static void forgetProposals(Group group) {
    group.proposals().forEach(kept -> group.forget(kept.reference()));
  }

  private RefusalReason reason(Rule rule) {
    return switch (rule) {
      case CREDENTIAL_REFUSED, CREDENTIAL_NOT_SUCCESSOR -> trust.leaves().takeRefusal();
      case WRONG_EPOCH, EPOCH_NOT_KEPT -> RefusalReason.WRONG_EPOCH;
      default -> RefusalReason.NOT_AUTHENTIC;
    };
  }

  private void refuse(ConversationState state, Entry entry, RefusalReason reason) {
    if (state.standing() == Standing.REPAIRING || state.isHeld()) {
      return;
    }
    if (reason == RefusalReason.NOT_ALLOWED && mayHaveDeparted(state, entry)) {
      joining.repair(state);
      return;
    }
    draft.tell(new Event.CommitRefused(state.id(), entry.sequence(), reason));
    switch (reason) {
      case ROSTER_MISMATCH, NOT_ALLOWED, DEVICE_REVOKED -> hold(state, entry, reason);
      case NOT_AUTHENTIC, CERTIFICATE_INVALID, IDENTITY_CHANGED, WRONG_EPOCH ->
          joining.repair(state);
    }
  }

  /// Whether all that is wrong may be that this device has not been told yet who has left: what
  /// they said is past retention. It would believe the node's list of members too. Whoever changes
  /// anything else has no such excuse.
  private static boolean mayHaveDeparted(ConversationState state, Entry entry) {
    return state.isUnsure()
        && entry.settings().equals(GroupSettings.NONE)
        && !entry.changes().isEmpty()
        && entry.changes().stream()
            .map(MemberChange::kind)
            .allMatch(kind -> kind == MemberChangeKind.REMOVED);
  }

  /// Joining anew would believe what was just refused, so a group stays as it was until the person
  /// says otherwise; a line of the conversation says so. In a direct conversation there is nobody
  /// else to be let in.
  private void hold(ConversationState state, Entry entry, RefusalReason reason) {
    if (state.isDirect()) {
      joining.repair(state);
      return;
    }
    state.hold(true);
    List<GroupChange> line = List.of(new GroupChange.Refused(reason));
    lines.show(state, entry.sequence(), entry.id(), entry.time(), entry.account(), line);
    draft.tell(new Event.GroupChanged(state.id()));
  }
}
