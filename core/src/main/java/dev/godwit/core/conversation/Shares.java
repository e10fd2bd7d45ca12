package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;

/// How accounts are divided among those who deliver to them, so that a roster can be handed to each
/// once, however many members it has there.
public interface Shares {
  int count();

  /// From 0 to `count() - 1`, always the same for an account.
  int of(AccountId account);
}
