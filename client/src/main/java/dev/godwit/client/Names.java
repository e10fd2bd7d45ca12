package dev.godwit.client;

import dev.godwit.device.trust.Identities;
import dev.godwit.wire.AccountId;
import java.util.Optional;

/// The handles that accounts had when they were last looked up. Belongs to the thread that owns the
/// store.
final class Names {
  private static final int DIGITS = 8;

  private final LocalStore store;

  Names(LocalStore store) {
    this.store = store;
  }

  Optional<String> find(AccountId account) {
    return Identities.handleOf(store, account);
  }

  /// The handle with the sign before it, or the beginning of the id of an account that was never
  /// looked up.
  String show(AccountId account) {
    return find(account)
        .map(handle -> "@" + handle)
        .orElseGet(() -> account.toString().substring(0, DIGITS));
  }
}
