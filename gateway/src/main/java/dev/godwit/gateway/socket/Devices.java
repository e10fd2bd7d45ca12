package dev.godwit.gateway.socket;

import dev.godwit.core.account.AccessToken;
import dev.godwit.core.session.SessionId;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Frame;

/// Whom the sockets tell what devices do: the node's workers. Methods never block.
public interface Devices {

  /// More sockets are listened to, beginning now.
  void listening(Ear ear);

  /// A device has connected with a good token.
  SessionId opened(AccessToken token, Link link);

  /// A device sent a frame.
  void received(SessionId session, AccountId account, Frame frame);

  /// A sign of life of a device that was answered already.
  void heard(SessionId session, AccountId account);

  /// Whether the account's worker is at work, so that the sockets may answer heartbeats for it.
  boolean isAwake(AccountId account);

  /// The connection is gone, whoever closed it.
  void closed(SessionId session, AccountId account);

  /// Whether the account's worker keeps up; while it does not, the sockets stop reading.
  boolean hasRoom(AccountId account);
}
