package dev.godwit.core.routing;

import dev.godwit.core.conversation.LobbyRequest;
import dev.godwit.core.log.Intent;
import dev.godwit.core.session.SessionId;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Frame;

/// What a worker can be told. The shell delivers each input to the worker that owns it
/// ([Topology]).
public sealed interface Input {

  /// A device has connected and its token was checked. Goes to the worker of the account.
  ///
  /// @param tokenExpiresMillis when the session ends unless the device connects anew
  record SessionOpened(
      SessionId session, AccountId account, DeviceId device, long tokenExpiresMillis)
      implements Input {}

  /// A frame of a device. Goes to the worker of the session's account.
  record FrameReceived(SessionId session, AccountId account, Frame frame) implements Input {}

  /// A sign of life of a device, of which nobody waits for an answer. Goes to the worker of the
  /// session's account.
  record DeviceHeard(SessionId session, AccountId account) implements Input {}

  /// The connection is gone, whoever closed it. Goes to the worker of the account.
  record SessionClosed(SessionId session, AccountId account) implements Input {}

  /// A device was revoked: its sessions are told so and end. Goes to the worker of the account.
  /// `entry` says so without sequence and time; it comes as an [AccountEvent] too.
  record DeviceRevoked(AccountId account, AccountEntry entry) implements Input {}

  /// Something to append to an account's log from outside the message path (a device linked, say).
  /// Goes to the worker of the account. `entry` comes without sequence and time.
  record AccountEvent(AccountId account, AccountEntry entry) implements Input {}

  /// An unfinished intent found by a sweep. Goes to the worker of its log.
  record IntentFound(Intent intent) implements Input {}

  /// A Send that came over REST and wants an answer. Goes to the worker of the conversation.
  record Requested(long request, AccountId account, DeviceId device, Frame frame)
      implements Input {}

  /// Something about links and join requests that came over REST; answered by Sent or Error. Goes
  /// to the worker of the conversation.
  record LobbyRequested(
      long request, AccountId account, ConversationId conversation, LobbyRequest what)
      implements Input {}

  /// The answer to a [ReadRequest], or that it failed. Goes to the worker that asked.
  record ReadDone(ReadRequest request, ReadResult result) implements Input {}

  /// Which nodes live, as somebody outside sees it. Goes to every worker.
  record ViewChanged(View view) implements Input {}

  /// A letter that came over the [Bus]. Goes to the worker that it names.
  record LetterCame(Letter letter) implements Input {}

  /// What one worker tells another; made and understood only in this package.
  non-sealed interface Internal extends Input {}
}
