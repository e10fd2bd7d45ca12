package dev.godwit.bench.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Against the library's encoder.
class FrameReaderTest {
  private static final UnpooledByteBufAllocator HEAP = UnpooledByteBufAllocator.DEFAULT;

  private final List<Integer> lengths = new ArrayList<>();
  private final List<Integer> codes = new ArrayList<>();
  private final FrameReader reader = new FrameReader(new Noted());

  private final class Noted implements FrameReader.Into {
    @Override
    public void onBinary(byte[] content) {
      lengths.add(content.length);
    }

    @Override
    public void onClose(int code) {
      codes.add(code);
    }
  }

  private static byte[] stream() {
    EmbeddedChannel encoder = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
    for (int length : new int[] {0, 125, 126, 65_535, 65_536}) {
      encoder.writeOutbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[length])));
    }
    encoder.writeOutbound(new CloseWebSocketFrame(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE));
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf out = encoder.readOutbound(); out != null; out = encoder.readOutbound()) {
      all.writeBytes(out);
      out.release();
    }
    byte[] bytes = new byte[all.readableBytes()];
    all.readBytes(bytes);
    return bytes;
  }

  private void readIn(int pieces, byte[] bytes) {
    for (int from = 0; from < bytes.length; from += pieces) {
      int length = Math.min(pieces, bytes.length - from);
      reader.read(Unpooled.copiedBuffer(bytes, from, length), HEAP);
    }
  }

  @Test
  void framesAreWholeHoweverTheyCome() {
    for (int pieces : new int[] {1, 3, 1_000, 1_000_000}) {
      lengths.clear();
      codes.clear();
      readIn(pieces, stream());
      assertEquals(List.of(0, 125, 126, 65_535, 65_536), lengths, "in pieces of " + pieces);
      assertEquals(List.of(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE.code()), codes);
    }
  }

  @Test
  void whatNoNodeSendsIsAFailure() {
    byte[] text = {(byte) 0x81, 0};
    assertThrows(BenchFailure.class, () -> readIn(2, text));
    byte[] endless = {(byte) 0x82, 127, 127, 0, 0, 0, 0, 0, 0, 0};
    assertThrows(BenchFailure.class, () -> readIn(10, endless));
  }
}
