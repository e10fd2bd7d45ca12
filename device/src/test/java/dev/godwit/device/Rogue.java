package dev.godwit.device;

import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.group.Groups;
import dev.godwit.device.roster.ChangesDigest;
import dev.godwit.device.roster.Roles;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Draft;
import dev.godwit.device.trust.Names;
import dev.godwit.device.trust.Self;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.CommitBuilder;
import dev.godwit.mls.Extension;
import dev.godwit.mls.ExternalJoin;
import dev.godwit.mls.ExternalJoinBuilder;
import dev.godwit.mls.Group;
import dev.godwit.mls.KeyPackage;
import dev.godwit.mls.Member;
import dev.godwit.mls.PendingCommit;
import dev.godwit.wire.AccountId;
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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A member whose device makes any commit, whole and signed, whether it may or not.
final class Rogue {
  private final Person person;
  private final World world;
  private final Trust trust;
  private final Groups groups;

  Rogue(Person person, World world) {
    this.person = person;
    this.world = world;
    Self self = Self.load(person.store).orElseThrow();
    Draft draft = new Draft(person.store);
    trust = Trust.of(self, person.crypto, Groups.SETTINGS, draft);
    Conversations conversations = new Conversations(person.crypto, self.account(), draft);
    Names names = new Names(trust.identities(), World.link(draft, person.crypto), draft);
    groups = new Groups(trust, conversations.cursors(), new GroupRecords(draft), names, draft);
  }

  /// Says to the node, and does to the group, what these changes are.
  void commit(ConversationId conversation, List<MemberChange> changes, GroupSettings settings) {
    Group group = groups.find(conversation).orElseThrow();
    CommitBuilder builder = group.commit();
    Set<AccountId> before = new TreeSet<>();
    Set<AccountId> members = new TreeSet<>();
    for (Member member : group.members()) {
      DeviceCertificate device = trust.leaves().certificate(member);
      AccountId account = device.account();
      before.add(account);
      members.add(account);
      if (isEnded(device, changes)) {
        builder.remove(member.leaf());
      }
      if (isRemoved(account, changes)) {
        builder.remove(member.leaf());
        members.remove(account);
      }
    }
    changes.stream()
        .filter(change -> change.kind() == MemberChangeKind.ADDED)
        .forEach(change -> builder.add(keyPackage(change.account())));
    builder.extensions(List.of(roles(group, changes, settings, before, members)));
    Bytes digest = ChangesDigest.of(person.crypto, changes, settings);
    builder.authenticatedData(dev.godwit.mls.Bytes.of(digest.toArray()));
    PendingCommit made = builder.build(world.node.time / 1_000);
    world.node.onFrame(
        person.account(),
        new Commit(
            conversation,
            EntryId.of(Bytes.owned(person.crypto.random(16))),
            group.epoch(),
            Bytes.owned(made.message()),
            ConversationKind.GROUP,
            changes,
            Bytes.EMPTY,
            List.of(),
            Bytes.owned(made.groupInfo()),
            Bytes.owned(made.ratchetTree()),
            settings));
  }

  private KeyPackage keyPackage(AccountId account) {
    Answer answer = world.node.answer(person.account(), new Call.ClaimKeyPackages(account));
    Answer.KeyPackages claimed = (Answer.KeyPackages) answer;
    return KeyPackage.decode(claimed.keyPackages().getFirst().keyPackage().toArray());
  }

  /// Comes in from outside by what the node has, though its device has ended.
  void comeBack(ConversationId conversation) {
    Self self = trust.self();
    Answer.NewestGroupInfo info = world.node.log(conversation).groupInfo.orElseThrow();
    List<MemberChange> changes =
        List.of(
            new MemberChange(
                self.account(),
                MemberChangeKind.DEVICES_ADDED,
                Role.UNKNOWN,
                List.of(self.device())));
    Bytes digest = ChangesDigest.of(person.crypto, changes, GroupSettings.NONE);
    ExternalJoinBuilder builder =
        trust
            .mls()
            .joinExternally(self.identity(), info.groupInfo().toArray())
            .ratchetTree(info.ratchetTree().toArray());
    builder.authenticatedData(dev.godwit.mls.Bytes.of(digest.toArray()));
    ExternalJoin join = builder.build(world.node.time / 1_000);
    world.node.onFrame(
        person.account(),
        new Commit(
            conversation,
            EntryId.of(Bytes.owned(person.crypto.random(16))),
            info.epoch(),
            Bytes.owned(join.message()),
            ConversationKind.GROUP,
            changes,
            Bytes.EMPTY,
            List.of(),
            Bytes.owned(join.group().groupInfo()),
            Bytes.owned(join.group().ratchetTree()),
            GroupSettings.NONE));
  }

  private static boolean isEnded(DeviceCertificate device, List<MemberChange> changes) {
    return changes.stream()
        .anyMatch(
            c ->
                c.kind() == MemberChangeKind.DEVICES_REMOVED
                    && c.account().equals(device.account())
                    && c.devices().contains(device.device()));
  }

  private static boolean isRemoved(AccountId account, List<MemberChange> changes) {
    return changes.stream()
        .anyMatch(c -> c.kind() == MemberChangeKind.REMOVED && c.account().equals(account));
  }

  private static Extension roles(
      Group group,
      List<MemberChange> changes,
      GroupSettings settings,
      Set<AccountId> accounts,
      Set<AccountId> members) {
    Extension before =
        group.extensions().stream()
            .filter(extension -> extension.type() == Roles.EXTENSION_TYPE)
            .findFirst()
            .orElseThrow();
    Roles roles = Roles.decode(Bytes.owned(before.data().toByteArray())).orElseThrow();
    Bytes after = roles.after(changes, settings, accounts, members).encode();
    return new Extension(Roles.EXTENSION_TYPE, dev.godwit.mls.Bytes.of(after.toArray()));
  }
}
