package dev.godwit.gateway.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.wire.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Small and large frames on their way to several devices of one event loop.
final class LargeFrameTest {
  private static final Bytes SMALL = filled(100, 1);
  private static final Bytes LARGE = filled(70_000, 2);

  private final EmbeddedChannel first = new EmbeddedChannel();
  private final EmbeddedChannel second = new EmbeddedChannel();
  private final LoneLoop loop = new LoneLoop(first.eventLoop());

  private static Bytes filled(int size, int with) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) with);
    return Bytes.owned(bytes);
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
    SocketHandler socket = loop.connect(first);
    List.of(SMALL, LARGE, SMALL, SMALL, LARGE).forEach(socket::write);
    first.runPendingTasks();
    ByteBuf expected = Unpooled.buffer();
    for (Bytes frame : List.of(SMALL, LARGE, SMALL, SMALL, LARGE)) {
      FrameHeader.write(expected, frame.size());
      expected.writeBytes(frame.shared());
    }
    assertArrayEquals(ByteBufUtil.getBytes(expected), taken(LoneLoop.sent(first)));
  }

  @Test
  void aLargeFrameIsCopiedOnceForAllAndNotKept() {
    List<SocketHandler> sockets = List.of(loop.connect(first), loop.connect(second));
    sockets.forEach(socket -> socket.write(LARGE));
    first.runPendingTasks();
    ByteBuf one = LoneLoop.sent(first).getLast();
    ByteBuf other = LoneLoop.sent(second).getLast();
    assertEquals(LARGE.size(), one.readableBytes());
    assertEquals(2, one.refCnt());
    one.release();
    assertEquals(1, other.refCnt());
    other.release();
    assertEquals(0, other.refCnt());
  }
}
