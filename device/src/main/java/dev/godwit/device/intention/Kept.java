package dev.godwit.device.intention;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.EntryId;
import java.util.List;

/// An intention that is not so yet.
///
/// @param id names it towards the person, and is the entry's id when it becomes one as it is
/// @param order its place among all of this device, 0 for a chore
/// @param leftOut accounts that cannot be added
record Kept(EntryId id, long order, Intention intention, List<AccountId> leftOut) {
  Kept {
    leftOut = List.copyOf(leftOut);
  }

  static Kept chore(Intention intention) {
    return new Kept(EntryId.NONE, 0, intention, List.of());
  }

  boolean isChore() {
    return order == 0;
  }

  Kept leavingOut(List<AccountId> accounts) {
    return new Kept(id, order, intention, accounts);
  }
}
