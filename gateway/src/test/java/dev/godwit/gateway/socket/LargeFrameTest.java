package dev.godwit.gateway.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.core.account.AccessToken;
import dev.godwit.core.session.SessionId;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Small and large frames on their way to several devices of one event loop.
final class LargeFrameTest {
  private static final Bytes SMALL = filled(100, 1);
  private static final Bytes LARGE = filled(70_000, 2);

  private final EmbeddedChannel first = new EmbeddedChannel();
  private final EmbeddedChannel second = new EmbeddedChannel();
  private final SocketLoop shared =
      SocketLoop.of(first.eventLoop(), new Nobody(), SocketLimits.DEFAULT, new Uncounted());

  private static Bytes filled(int size, int with) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) with);
    return Bytes.owned(bytes);
  }

  private SocketHandler connect(EmbeddedChannel channel) {
    AccessToken token = new AccessToken(new AccountId(1, 1), new DeviceId(1, 1), "", 0);
    SocketHandler socket = new SocketHandler(token, shared);
    channel.pipeline().addLast(socket);
    return socket;
  }

  private static List<ByteBuf> sent(EmbeddedChannel channel) {
    List<ByteBuf> sent = new ArrayList<>();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      sent.add(next);
    }
    return sent;
  }

  private static byte[] taken(List<ByteBuf> sent) {
    ByteBuf all = Unpooled.wrappedBuffer(sent.toArray(ByteBuf[]::new));
    try {
      return ByteBufUtil.getBytes(all);
    } finally {
      all.release();
    }
  }

  @Test
  void framesOfAllSizesComeWholeAndInTheirOrder() {
    SocketHandler socket = connect(first);
    List.of(SMALL, LARGE, SMALL, SMALL, LARGE).forEach(socket::write);
    first.runPendingTasks();
    ByteBuf expected = Unpooled.buffer();
    for (Bytes frame : List.of(SMALL, LARGE, SMALL, SMALL, LARGE)) {
      FrameHeader.write(expected, frame.size());
      expected.writeBytes(frame.shared());
    }
    assertArrayEquals(ByteBufUtil.getBytes(expected), taken(sent(first)));
  }

  @Test
  void aLargeFrameIsCopiedOnceForAllAndNotKept() {
    List<SocketHandler> sockets = List.of(connect(first), connect(second));
    sockets.forEach(socket -> socket.write(LARGE));
    first.runPendingTasks();
    ByteBuf one = sent(first).getLast();
    ByteBuf other = sent(second).getLast();
    assertEquals(LARGE.size(), one.readableBytes());
    assertEquals(2, one.refCnt());
    one.release();
    assertEquals(1, other.refCnt());
    other.release();
    assertEquals(0, other.refCnt());
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
