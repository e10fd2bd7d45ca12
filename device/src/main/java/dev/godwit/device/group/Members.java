package dev.godwit.device.group;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.MemberChange;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Who has a leaf in a group after a commit, by what it claims.
final class Members {
  private Members() {}

  static Set<AccountId> after(List<MemberChange> changes, Leaves before) {
    Set<AccountId> members = new TreeSet<>(before.accounts());
    for (MemberChange change : changes) {
      switch (change.kind()) {
        case REMOVED -> members.remove(change.account());
        case DEVICES_REMOVED -> {
          if (change.devices().containsAll(before.devices(change.account()))) {
            members.remove(change.account());
          }
        }
        case ADDED, DEVICES_ADDED -> members.add(change.account());
        case ROLE, UNKNOWN -> {}
      }
    }
    return members;
  }
}
