package dev.godwit.client;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
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

  /// Lets a new device in; blocks until it is one of the account's.
  DeviceInfo approve(String code, int days);

  /// Whether a device that was let in is still to get conversations or history from here.
  boolean hosting();

  List<DeviceInfo> devices();

  void revoke(DeviceId device);

  boolean isIn(ConversationId conversation, DeviceId device);

  /// What to compare with somebody; a handle that is not known yet is looked up.
  Verification verification(Recipient with);

  /// Marks the number that was compared with somebody; false when it is not theirs any more.
  boolean verify(Recipient with, String number);

  /// Believes the identity that somebody shows now.
  void trust(Recipient with);

  /// How far the history of other devices has come.
  Progress progress();

  /// What the person has set under a name, on whatever device; empty when nothing is.
  String setting(String name);

  void set(String name, String value);

  GroupReply group(GroupDeed deed);

  @Override
  void close();
}
