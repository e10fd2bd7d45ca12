package dev.godwit.client;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;

/// Something that happened. What lasts is in the store before its event is told.
public sealed interface Event {

  /// A message of somebody else, or of another own device.
  record Arrived(Message message) implements Event {}

  /// An own message has come further, to `tick`.
  record Ticked(ConversationId conversation, EntryId id, long sequence, Tick tick)
      implements Event {}

  /// An own message was refused for good.
  record Failed(Message message, String code, String sentence) implements Event {}

  /// A letter became a message in the outbox.
  record Addressed(String letter, ConversationId conversation, EntryId id) implements Event {}

  /// A letter is for nobody, and was thrown away.
  record Unaddressed(String letter, String handle, String code, String sentence) implements Event {}

  /// A row of the list of conversations has changed.
  record Changed(Conversation conversation) implements Event {}

  /// @param lastSeenMillis 0 when the account does not show it
  record Presence(AccountId account, boolean online, long lastSeenMillis) implements Event {}

  record Typing(ConversationId conversation, AccountId account, boolean typing) implements Event {}

  record Connected(Connection connection) implements Event {}

  /// Something that a person should know of a conversation, or of all when there is none.
  record Notice(ConversationId conversation, String code, String sentence) implements Event {}

  /// The listener was too slow and missed events: read again what matters.
  record Missed() implements Event {}
}
