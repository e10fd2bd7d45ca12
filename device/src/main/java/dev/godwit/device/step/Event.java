package dev.godwit.device.step;

import dev.godwit.device.content.LossReason;
import dev.godwit.device.content.RefusalReason;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import java.util.List;

/// Something for the person. What lasts is in the rows of history already when an event is told, so
/// an event that gets lost in a crash loses nothing.
public sealed interface Event {

  /// Somebody else's message, or one of another own device, is in the history.
  record MessageArrived(Message message) implements Event {}

  /// One tick, once for each message.
  record MessageSent(Message message) implements Event {}

  /// The message was refused for good and is not stored at the node.
  record MessageFailed(Message message, ErrorCode code) implements Event {}

  /// Two ticks for the own messages with sequences in (after, through].
  record Delivered(ConversationId conversation, long after, long through) implements Event {}

  /// Blue ticks for the own messages with sequences in (after, through].
  record Seen(ConversationId conversation, long after, long through) implements Event {}

  /// The row of the list of conversations has changed.
  record ConversationChanged(Conversation conversation) implements Event {}

  /// @param lastSeenMillis 0 when the account does not show it
  record PresenceChanged(AccountId account, boolean online, long lastSeenMillis) implements Event {}

  record TypingChanged(ConversationId conversation, AccountId account, boolean typing)
      implements Event {}

  /// All that was there when the session opened is stored.
  record CaughtUp() implements Event {}

  /// Answers [dev.godwit.device.Device#find].
  record AccountFound(String handle, AccountId account) implements Event {}

  /// Answers [dev.godwit.device.Device#find].
  record AccountNotFound(String handle, ErrorCode code) implements Event {}

  /// An entry could not be read. Its row shows the hole; the device repairs the conversation
  /// itself.
  record Undecryptable(ConversationId conversation, long sequence, EntryId id, LossReason reason)
      implements Event {}

  /// This device has joined the conversation anew; messages can be read again from here on.
  record Repaired(ConversationId conversation) implements Event {}

  /// The account shows another identity key than the one that was remembered. Nothing of it is
  /// believed until [dev.godwit.device.Device#trust].
  record IdentityChanged(AccountId account, Bytes remembered, Bytes shown) implements Event {}

  /// A change of the group was refused because it is not what it claims to be, or not allowed.
  record CommitRefused(ConversationId conversation, long sequence, RefusalReason reason)
      implements Event {}

  /// What the person wanted of a group is so now.
  ///
  /// @param intention as [dev.godwit.device.Device#want] named it
  /// @param leftOut accounts that could not be added, since they are unknown or none of their
  ///     devices can be added
  record IntentionDone(ConversationId conversation, EntryId intention, List<AccountId> leftOut)
      implements Event {}

  /// What the person wanted of a group will not be.
  record IntentionFailed(ConversationId conversation, EntryId intention, ErrorCode code)
      implements Event {}

  /// Who is in a group, its roles, settings or details have changed.
  record GroupChanged(ConversationId conversation) implements Event {}

  /// Handles of accounts became known, so rows can be shown with them.
  record NamesLearned(List<AccountId> accounts) implements Event {}

  /// This store is an older copy: the log holds entries of this device that it does not know.
  record OldCopyDetected(ConversationId conversation) implements Event {}

  /// The node has lost the entries after `head`, as after being restored from a backup. They stay
  /// in this history; others that have not got them never will. Where that the account left is
  /// among them, it is in again.
  record LogShortened(ConversationId conversation, long head) implements Event {}

  /// The account has one more device.
  record DeviceLinked(DeviceId device, String platform) implements Event {}

  /// A device of the account has ended.
  ///
  /// @param signed another device of the account said so; else the node alone did
  record DeviceRevoked(DeviceId device, String platform, boolean signed) implements Event {}

  /// The node says that the account has a device which its identity has not signed, or which has
  /// ended before. It is let in nowhere.
  record DeviceRefused(DeviceId device) implements Event {}

  /// Something that the person has set is otherwise now, by another device of the account.
  record SettingChanged(String name) implements Event {}

  /// A refusal that concerns no single conversation.
  record ErrorHappened(ErrorCode code) implements Event {}
}
