package dev.godwit.node;

import dev.godwit.core.account.AccessToken;
import dev.godwit.core.routing.Input;
import dev.godwit.core.session.SessionId;
import dev.godwit.gateway.socket.Devices;
import dev.godwit.gateway.socket.Ear;
import dev.godwit.gateway.socket.Link;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Frame;

/// Tells the workers what devices do.
final class NodeDevices implements Devices {
  private final SessionRegistry sessions;
  private final Workers workers;

  NodeDevices(SessionRegistry sessions, Workers workers) {
    this.sessions = sessions;
    this.workers = workers;
  }

  @Override
  public void listening(Ear ear) {
    sessions.add(ear);
  }

  @Override
  public SessionId opened(AccessToken token, Link link) {
    SessionId session = sessions.add(link);
    workers.put(
        new Input.SessionOpened(session, token.account(), token.device(), token.expiresMillis()));
    return session;
  }

  @Override
  public void received(SessionId session, AccountId account, Frame frame) {
    workers.put(new Input.FrameReceived(session, account, frame));
  }

  @Override
  public void heard(SessionId session, AccountId account) {
    workers.put(new Input.DeviceHeard(session, account));
  }

  @Override
  public boolean isAwake(AccountId account) {
    return workers.isAwake(account);
  }

  @Override
  public void closed(SessionId session, AccountId account) {
    sessions.remove(session);
    workers.put(new Input.SessionClosed(session, account));
  }

  @Override
  public boolean hasRoom(AccountId account) {
    return workers.hasRoom(account);
  }
}
