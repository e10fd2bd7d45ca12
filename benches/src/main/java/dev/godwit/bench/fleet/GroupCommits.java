package dev.godwit.bench.fleet;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.WelcomeSecrets;
import java.util.List;
import java.util.random.RandomGenerator;

/// Commits of a group whose MLS parts are random bytes of the size that real ones have.
final class GroupCommits {
  /// Of the tree, for each member: a leaf with a certificate of 200 bytes.
  private static final int LEAF_BYTES = 450;

  private static final int WELCOME_BYTES = 1_200;
  private static final int SECRETS_BYTES = 180;
  private static final int GROUP_INFO_BYTES = 400;

  private GroupCommits() {}

  /// Creates a group of all of `members`; the first is its maker. Nobody is a member before, so the
  /// commit itself is empty.
  static Commit creation(ConversationId group, List<Identity> members, RandomGenerator random) {
    List<MemberChange> changes = members.stream().map(GroupCommits::added).toList();
    List<WelcomeSecrets> secrets =
        members.stream().skip(1).map(member -> secrets(member, random)).toList();
    return new Commit(
        group,
        new EntryId(random.nextLong(), random.nextLong()),
        0,
        Bytes.EMPTY,
        ConversationKind.GROUP,
        changes,
        bytes(WELCOME_BYTES, random),
        secrets,
        bytes(GROUP_INFO_BYTES, random),
        bytes(LEAF_BYTES * members.size(), random),
        GroupSettings.NONE);
  }

  private static MemberChange added(Identity member) {
    return new MemberChange(
        member.account(), MemberChangeKind.ADDED, Role.MEMBER, List.of(member.device()));
  }

  private static WelcomeSecrets secrets(Identity member, RandomGenerator random) {
    return new WelcomeSecrets(member.account(), member.device(), bytes(SECRETS_BYTES, random));
  }

  private static Bytes bytes(int count, RandomGenerator random) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return Bytes.owned(bytes);
  }
}
