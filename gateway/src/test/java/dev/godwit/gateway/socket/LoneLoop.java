package dev.godwit.gateway.socket;

import dev.godwit.core.account.AccessToken;
import dev.godwit.core.session.SessionId;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What the sockets of one event loop share, without a node behind them.
final class LoneLoop {
  private final SocketLoop shared;

  LoneLoop(EventLoop loop) {
    var time = InstantSource.system();
    shared = SocketLoop.of(loop, new Nobody(), SocketLimits.DEFAULT, time, new Uncounted());
  }

  SocketHandler connect(EmbeddedChannel channel) {
    AccessToken token = new AccessToken(new AccountId(1, 1), new DeviceId(1, 1), "", 0);
    SocketHandler socket = new SocketHandler(token, shared);
    channel.pipeline().addLast(socket);
    return socket;
  }

  /// What went to the network since the last call.
  static List<ByteBuf> sent(EmbeddedChannel channel) {
    List<ByteBuf> sent = new ArrayList<>();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      sent.add(next);
    }
    return sent;
  }

  private static final class Nobody implements Devices {
    @Override
    public void listening(Ear ear) {}

    @Override
    public SessionId opened(AccessToken token, Link link) {
      return new SessionId(1);
    }

    @Override
    public void received(SessionId session, AccountId account, Frame frame) {}

    @Override
    public void heard(SessionId session, AccountId account) {}

    @Override
    public boolean isAwake(AccountId account) {
      return true;
    }

    @Override
    public void closed(SessionId session, AccountId account) {}

    @Override
    public boolean hasRoom(AccountId account) {
      return true;
    }
  }

  private static final class Uncounted implements SocketEvents {
    @Override
    public void opened(Link link) {}

    @Override
    public void closed(Link link) {}

    @Override
    public void overflowed() {}
  }
}
