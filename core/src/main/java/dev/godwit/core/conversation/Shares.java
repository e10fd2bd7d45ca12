package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;

/// How accounts are divided among those who deliver to them, so that a roster can be handed to each
/// once, however many members it has there.
public interface Shares {
  int count();

  /// From 0 to `count() - 1`, the same for an account as long as [#changes] is.
  int of(AccountId account);

  /// Grows when accounts are divided anew.
  long changes();

  /// Whether others may append to the same logs, so that what is in memory may be old.
  boolean hasOthers();
}
