package dev.godwit.device.group;

import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.roster.Roles;
import dev.godwit.device.trust.LeafCheck;
import dev.godwit.mls.Extension;
import dev.godwit.mls.Group;
import dev.godwit.mls.Proposal;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Where [Roles] stand in MLS: in one extension of the group context.
public final class Charter {
  private Charter() {}

  /// The roles of a group; [Roles#NONE] for a conversation without any.
  public static Roles of(Group group) {
    return find(group.extensions()).orElse(Roles.NONE);
  }

  /// Whether the group has roles, as all have but direct conversations.
  static boolean isThere(Group group) {
    return find(group.extensions()).isPresent();
  }

  /// The roles as they hold before the next commit: without those who have left, and with an owner.
  static Roles holding(Group group, GroupRecord record, LeafCheck leaves) {
    Roles kept = of(group).without(record.gone());
    return kept.hasOwner() ? kept : kept.settled(present(group, record, leaves));
  }

  private static Set<AccountId> present(Group group, GroupRecord record, LeafCheck leaves) {
    Set<AccountId> present = new TreeSet<>(Leaves.of(group.members(), leaves).accounts());
    present.removeAll(record.gone());
    return present;
  }

  static List<Extension> extensions(Roles roles) {
    return List.of(new Extension(Roles.EXTENSION_TYPE, MlsBytes.of(roles.encode())));
  }

  /// The roles after a commit with these other proposals, when it says them in the one way in which
  /// it may; the roles before when it says nothing of them.
  static Optional<Roles> after(Roles before, List<Proposal> proposals) {
    Optional<Roles> after = Optional.of(before);
    for (Proposal proposal : proposals) {
      if (proposal instanceof Proposal.GroupContextExtensions(var extensions)) {
        after = extensions.size() == 1 ? find(extensions) : Optional.empty();
      }
    }
    return after;
  }

  private static Optional<Roles> find(List<Extension> extensions) {
    return extensions.stream()
        .filter(extension -> extension.type() == Roles.EXTENSION_TYPE)
        .findFirst()
        .flatMap(extension -> Roles.decode(Bytes.owned(extension.data().toByteArray())));
  }
}
