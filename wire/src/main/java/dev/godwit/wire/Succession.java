package dev.godwit.wire;

import java.util.List;
import java.util.Optional;

/// Who owns a group when its last owner has departed. Nodes and clients compute the same, from
/// what both know (PROTOCOL §18.5).
public final class Succession {
  private Succession() {}

  /// The admin with the smallest id, without admins the member with the smallest; empty when nobody
  /// is left.
  public static Optional<AccountId> of(List<AccountId> admins, List<AccountId> members) {
    List<AccountId> heirs = admins.isEmpty() ? members : admins;
    if (heirs.isEmpty()) {
      return Optional.empty();
    }
    AccountId smallest = heirs.getFirst();
    for (AccountId heir : heirs) {
      if (heir.compareTo(smallest) < 0) {
        smallest = heir;
      }
    }
    return Optional.of(smallest);
  }
}
