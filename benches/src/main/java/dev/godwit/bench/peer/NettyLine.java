package dev.godwit.bench.peer;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/// A line over one connection, whose end of the pipeline it is.
abstract class NettyLine extends ChannelInboundHandlerAdapter implements Line {
  private final User user;
  private @Nullable Channel channel;

  NettyLine(User user) {
    this.user = user;
  }

  /// Cuts what arrives into what [#take] gets.
  abstract ByteToMessageDecoder decoder();

  /// The connection is there: the first words.
  abstract void greet();

  abstract void take(Object message);

  /// Writes what is said once for all that arrived together.
  abstract void answer();

  @Override
  public final void open(Channel opened) {
    channel = opened;
    opened.pipeline().addLast(decoder(), this);
  }

  final Channel channel() {
    return requireNonNull(channel);
  }

  final void write(ByteBuf bytes) {
    var _ = channel().write(bytes, channel().voidPromise());
  }

  @Override
  public final void flush() {
    if (channel != null) {
      answer();
      channel.flush();
    }
  }

  @Override
  public final void close() {
    if (channel != null) {
      var _ = channel.close();
    }
  }

  @Override
  public final void channelActive(ChannelHandlerContext context) {
    greet();
    flush();
  }

  @Override
  public final void channelRead(ChannelHandlerContext context, Object message) {
    take(message);
  }

  @Override
  public final void channelReadComplete(ChannelHandlerContext context) {
    user.onRead();
  }

  @Override
  public final void channelInactive(ChannelHandlerContext context) {
    user.onClosed();
  }

  @Override
  public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    user.onFailure(cause);
    var _ = context.close();
  }
}
