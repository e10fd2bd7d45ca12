package dev.godwit.wire;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Who owns a group when its last owner has departed. Nodes and clients compute the same, from
/// what both know (PROTOCOL §18.5).
public final class Succession {
  private Succession() {}

  /// The admin with the smallest id, without admins the member with the smallest; empty when nobody
  /// is left.
  public static Optional<AccountId> of(
      Collection<AccountId> admins, Collection<AccountId> members) {
    return smallest(admins).or(() -> smallest(members));
  }

  private static Optional<AccountId> smallest(Collection<AccountId> accounts) {
    return accounts.stream().min(Comparator.naturalOrder());
  }
}
