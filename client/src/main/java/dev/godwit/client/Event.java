package dev.godwit.client;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.util.List;

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

  /// More of the history of another device has come.
  record History(Progress progress) implements Event {}

  /// Something that the person has set is otherwise now, by another of their devices.
  record SettingChanged(String name) implements Event {}

  /// Something that was wanted of a group is so now, or will not be.
  ///
  /// @param code why it will not be, empty when it is so
  /// @param leftOut those who could not be added
  record Wanted(
      ConversationId conversation,
      EntryId intention,
      String code,
      String sentence,
      List<String> leftOut)
      implements Event {}

  /// Members, roles, settings or details of a group are otherwise now.
  record GroupChanged(ConversationId conversation) implements Event {}

  /// Handles were learned: lines that were shown without may be shown again.
  record Named() implements Event {}

  /// The listener was too slow and missed events: read again what matters.
  record Missed() implements Event {}
}
