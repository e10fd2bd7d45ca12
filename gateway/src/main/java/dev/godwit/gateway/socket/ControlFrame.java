package dev.godwit.gateway.socket;

import dev.godwit.wire.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

/// Whole, unmasked control frames (RFC 6455 section 5.5), ready to be written. They are so few that
/// no handler in each connection's pipeline needs to wait for them.
final class ControlFrame {
  private static final int FINAL_CLOSE = 0x88;
  private static final int FINAL_PONG = 0x8a;
  private static final int HEADER_BYTES = 2;

  private ControlFrame() {}

  /// The answer to a ping, whose content is at most 125 bytes.
  static ByteBuf pong(ByteBufAllocator allocator, ByteBuf content) {
    int bytes = content.readableBytes();
    return start(allocator, FINAL_PONG, bytes).writeBytes(content, content.readerIndex(), bytes);
  }

  static ByteBuf close(ByteBufAllocator allocator, CloseCode code) {
    int bytes = Short.BYTES + code.name().length();
    ByteBuf frame = start(allocator, FINAL_CLOSE, bytes).writeShort(code.code());
    ByteBufUtil.writeAscii(frame, code.name());
    return frame;
  }

  /// The answer to the device's own.
  static ByteBuf close(ByteBufAllocator allocator) {
    return start(allocator, FINAL_CLOSE, 0);
  }

  private static ByteBuf start(ByteBufAllocator allocator, int kind, int bytes) {
    return allocator.ioBuffer(HEADER_BYTES + bytes).writeByte(kind).writeByte(bytes);
  }
}
