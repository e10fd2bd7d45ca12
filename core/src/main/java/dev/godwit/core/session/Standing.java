package dev.godwit.core.session;

import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;

/// What the sessions of one account share: what may be read, and where the logs stand.
interface Standing {
  AccountFold fold();

  /// What devices may have that a restored store has not.
  Cuts cuts();

  /// Sequence of the last entry of the account's log.
  long accountHead();

  /// The head of one of its conversations as far as this account was told.
  long head(ConversationId conversation);

  /// When the conversation moved last, 0 when that was before the account was loaded.
  long movedMillis(ConversationId conversation);

  /// A conversation has it in its log that the device departed: it was revoked, perhaps at another
  /// home, and the account's log says so.
  void departed(DeviceId device);
}
