package dev.godwit.device.roster;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import java.util.List;
import java.util.function.Predicate;

/// Whether a member may change a group in the way that a commit claims. The node goes by the same
/// rules (PROTOCOL, commits and the roster).
///
/// @param roles before the change, as they hold without those who have left
/// @param departed accounts that have left, with leaves still in it
/// @param ended accounts of which devices have departed, with leaves still in it
/// @param invited accounts that have shown that they were given a link which needs no approval
public record Rights(
    Roles roles,
    Predicate<AccountId> departed,
    Predicate<AccountId> ended,
    Predicate<AccountId> invited) {

  /// Whether all of it is allowed.
  public boolean allow(AccountId by, List<MemberChange> changes, GroupSettings settings) {
    boolean settingsStay = settings.equals(GroupSettings.NONE);
    return (settingsStay || roles.isAdmin(by))
        && changes.stream().allMatch(change -> allow(by, change))
        && leavesAnOwner(changes);
  }

  public boolean allow(AccountId by, MemberChange change) {
    AccountId account = change.account();
    return switch (change.kind()) {
      case ADDED -> mayAdd(by, account, change.role());
      case REMOVED -> departed.test(account) || mayRemove(by, account);
      case ROLE -> change.role() != Role.UNKNOWN && roles.isOwner(by);
      case DEVICES_ADDED -> by.equals(account);
      case DEVICES_REMOVED -> by.equals(account) || ended.test(account);
      case UNKNOWN -> false;
    };
  }

  private boolean mayAdd(AccountId by, AccountId account, Role role) {
    return role == Role.MEMBER
        ? roles.mayAdd(by) || invited.test(account)
        : role != Role.UNKNOWN && roles.isOwner(by);
  }

  public boolean mayRemove(AccountId by, AccountId account) {
    return !by.equals(account)
        && (roles.isOwner(by) || (roles.isAdmin(by) && !roles.isAdmin(account)));
  }

  private boolean leavesAnOwner(List<MemberChange> changes) {
    Roles after = roles;
    for (MemberChange change : changes) {
      if (change.kind() == MemberChangeKind.ROLE) {
        after = after.with(change.account(), change.role());
      }
    }
    return after.equals(roles) || after.hasOwner();
  }
}
