package dev.godwit.device.group;

import dev.godwit.device.trust.LeafCheck;
import dev.godwit.mls.CommitSummary;
import dev.godwit.mls.Member;
import dev.godwit.mls.Proposal;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether a commit does to the group what its entry claims towards the server: adds and removes
/// exactly these devices, by exactly this one.
final class RosterCheck {
  private record Leaf(AccountId account, DeviceId device) {}

  private final LeafCheck leaves;

  RosterCheck(LeafCheck leaves) {
    this.leaves = leaves;
  }

  /// @param before the leaves that the commit was made on
  boolean agrees(CommitSummary commit, Entry entry, Leaves before) {
    Leaf committer = leaf(commit.committer());
    return committer.equals(new Leaf(entry.account(), entry.device()))
        && hasOnlyRosterChanges(commit)
        && added(commit, committer).equals(claimedAdded(entry))
        && removed(commit, committer).equals(claimedRemoved(entry, before));
  }

  /// What an external commit needs of its own is no change of the roster. The extensions of the
  /// group context are the roles, which are looked at elsewhere.
  private static boolean hasOnlyRosterChanges(CommitSummary commit) {
    return commit.others().stream()
        .allMatch(
            other ->
                other instanceof Proposal.ExternalInit
                    || other instanceof Proposal.GroupContextExtensions);
  }

  /// A device that rejoins replaces its former leaf: it is neither added nor removed.
  private Set<Leaf> added(CommitSummary commit, Leaf committer) {
    Set<Leaf> added = leaves(commit.added());
    if (commit.joinedExternally() && !leaves(commit.removed()).contains(committer)) {
      added.add(committer);
    }
    return added;
  }

  private Set<Leaf> removed(CommitSummary commit, Leaf committer) {
    Set<Leaf> removed = leaves(commit.removed());
    if (commit.joinedExternally()) {
      removed.remove(committer);
    }
    return removed;
  }

  private static Set<Leaf> claimedAdded(Entry entry) {
    Set<Leaf> claimed = new HashSet<>();
    for (MemberChange change : entry.changes()) {
      if (change.kind() == MemberChangeKind.ADDED
          || change.kind() == MemberChangeKind.DEVICES_ADDED) {
        change.devices().forEach(device -> claimed.add(new Leaf(change.account(), device)));
      }
    }
    return claimed;
  }

  private static Set<Leaf> claimedRemoved(Entry entry, Leaves before) {
    Set<Leaf> claimed = new HashSet<>();
    for (MemberChange change : entry.changes()) {
      if (change.kind() == MemberChangeKind.REMOVED) {
        before
            .devices(change.account())
            .forEach(device -> claimed.add(new Leaf(change.account(), device)));
      } else if (change.kind() == MemberChangeKind.DEVICES_REMOVED) {
        change.devices().forEach(device -> claimed.add(new Leaf(change.account(), device)));
      }
    }
    return claimed;
  }

  private Set<Leaf> leaves(List<Member> members) {
    Set<Leaf> set = new HashSet<>();
    members.forEach(member -> set.add(leaf(member)));
    return set;
  }

  private Leaf leaf(Member member) {
    DeviceCertificate certificate = leaves.certificate(member);
    return new Leaf(certificate.account(), certificate.device());
  }
}
