package dev.godwit.client;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.List;

/// What can be asked of a device, whether it is in this process or in another one.
///
/// All methods block until what they do is durable, and throw [GodwitException].
sealed interface Backend extends AutoCloseable permits Owner, Guest {
  Me me();

  /// Connects to the node and stays connected; idempotent.
  void connect();

  Connection connection();

  Sending send(Recipient to, String text);

  List<Conversation> conversations();

  /// The conversation with a handle, which is looked up when it is new.
  Conversation conversation(Recipient with);

  /// Newest first.
  ///
  /// @param before only messages with smaller sequences, 0 for all
  List<Message> history(Recipient with, long before, int limit);

  /// What came into the home after `arrival`, in that order.
  List<Message> arrivedAfter(long arrival, int limit);

  void markRead(ConversationId conversation, long sequence);

  void typing(ConversationId conversation, boolean typing);

  void watch(List<AccountId> accounts);

  /// How many messages and letters wait to be sent.
  int waiting();

  /// A small value of the program that uses the device; empty when there is none.
  String note(String name);

  void putNote(String name, String value);

  @Override
  void close();
}
