package dev.godwit.gateway.socket;

import io.netty.buffer.ByteBuf;

/// The header of a whole, unmasked, binary WebSocket frame (RFC 6455 section 5.2), written straight
/// into the buffer that carries the frames of one turn.
final class FrameHeader {
  static final int BYTES_MAX = 10;

  private static final int FINAL_BINARY = 0x82;
  private static final int SHORT_MAX = 125;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;

  private FrameHeader() {}

  static void write(ByteBuf to, int payloadBytes) {
    to.writeByte(FINAL_BINARY);
    if (payloadBytes <= SHORT_MAX) {
      to.writeByte(payloadBytes);
    } else if (payloadBytes <= 0xffff) {
      to.writeByte(TWO_BYTES).writeShort(payloadBytes);
    } else {
      to.writeByte(EIGHT_BYTES).writeLong(payloadBytes);
    }
  }
}
