package dev.godwit.core.log;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;

/// Which log: a conversation's or an account's.
public sealed interface LogId {

  record OfConversation(ConversationId conversation) implements LogId {}

  record OfAccount(AccountId account) implements LogId {}

  /// Whether its entries go when they are old. An account's log is no larger than what happened to
  /// the account, and stays.
  default boolean hasRetention() {
    return this instanceof OfConversation;
  }

  static LogId of(ConversationId conversation) {
    return new OfConversation(conversation);
  }

  static LogId of(AccountId account) {
    return new OfAccount(account);
  }
}
