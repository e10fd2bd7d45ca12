package dev.godwit.gateway.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.godwit.wire.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Control frames are byte for byte what the network library writes.
class ControlFrameTest {
  private static final UnpooledByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

  private static byte[] encoded(WebSocketFrame frame) {
    var channel = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
    channel.writeOutbound(frame);
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      all.writeBytes(next);
    }
    return ByteBufUtil.getBytes(all);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125})
  void aPongHasTheContentOfThePing(int bytes) {
    byte[] content = new byte[bytes];
    Arrays.fill(content, (byte) 7);
    ByteBuf pong = ControlFrame.pong(ALLOCATOR, Unpooled.wrappedBuffer(content));
    assertArrayEquals(
        encoded(new PongWebSocketFrame(Unpooled.wrappedBuffer(content))),
        ByteBufUtil.getBytes(pong));
  }

  @ParameterizedTest
  @EnumSource(CloseCode.class)
  void aCloseSaysWhy(CloseCode code) {
    assertArrayEquals(
        encoded(new CloseWebSocketFrame(code.code(), code.name())),
        ByteBufUtil.getBytes(ControlFrame.close(ALLOCATOR, code)));
  }

  @Test
  void anAnsweredCloseSaysNothing() {
    assertArrayEquals(
        encoded(new CloseWebSocketFrame()), ByteBufUtil.getBytes(ControlFrame.close(ALLOCATOR)));
  }
}
