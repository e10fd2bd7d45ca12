package dev.godwit.bench.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/// Cuts a stream of bytes into MQTT packets; whoever takes one releases its body.
final class MqttDecoder extends ByteToMessageDecoder {
  private static final int INCOMPLETE = -1;

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    in.markReaderIndex();
    int type = in.readUnsignedByte();
    int length = readLength(in);
    if (length == INCOMPLETE || in.readableBytes() < length) {
      in.resetReaderIndex();
    } else {
      out.add(new MqttPacket(type, in.readRetainedSlice(length)));
    }
  }

  /// Seven bits in each byte, the lowest first; the eighth says that another follows.
  private static int readLength(ByteBuf in) {
    int length = 0;
    for (int shift = 0; in.isReadable(); shift += MqttPacket.LENGTH_BITS) {
      int read = in.readUnsignedByte();
      length |= (read & (MqttPacket.LENGTH_MORE - 1)) << shift;
      if (read < MqttPacket.LENGTH_MORE) {
        return length;
      }
    }
    return INCOMPLETE;
  }
}
