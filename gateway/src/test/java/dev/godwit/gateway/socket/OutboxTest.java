package dev.godwit.gateway.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.wire.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Frames of workers on their way to the sockets of one event loop.
final class OutboxTest {
  private static final Bytes FRAME = Bytes.owned(new byte[] {7});
  private static final int HEADER_BYTES = 2;

  private final EmbeddedChannel first = new EmbeddedChannel();
  private final EmbeddedChannel second = new EmbeddedChannel();
  private final LoneLoop loop = new LoneLoop(first.eventLoop());

  private static int sentFrames(EmbeddedChannel channel) {
    int bytes = 0;
    for (ByteBuf sent : LoneLoop.sent(channel)) {
      bytes += sent.readableBytes();
      sent.release();
    }
    return bytes / (HEADER_BYTES + FRAME.size());
  }

  @Test
  void moreThanATurnTakesGoesWithoutAnythingElseBeingPut() {
    SocketHandler one = loop.connect(first);
    SocketHandler other = loop.connect(second);
    int each = 2 * Outbox.TURN_ITEMS_MAX;
    for (int frame = 0; frame < each; frame++) {
      one.write(FRAME);
      other.write(FRAME);
    }
    first.runPendingTasks();
    assertEquals(List.of(each, each), List.of(sentFrames(first), sentFrames(second)));
  }
}
