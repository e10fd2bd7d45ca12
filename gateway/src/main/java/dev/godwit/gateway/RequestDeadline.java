package dev.godwit.gateway;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection that takes too long to say what it wants: the TLS handshake and the first
/// request, and each further one after the answer before, must come in time. On a slow line a large
/// request may take longer, as long as it goes on, and so may an answer.
final class RequestDeadline extends ChannelInboundHandlerAdapter {
  /// So much of a request's body has to come in each while.
  private static final int PIECE_BYTES = 16 * 1_024;

  private final long millisMax;
  private @Nullable Future<?> deadline;
  private int pieceBytes;

  RequestDeadline(long millisMax) {
    this.millisMax = millisMax;
  }

  /// A request is awaited from now on.
  void start(ChannelHandlerContext context) {
    schedule(context, () -> close(context));
  }

  private void schedule(ChannelHandlerContext context, Runnable then) {
    stop();
    deadline = context.executor().schedule(then, millisMax, TimeUnit.MILLISECONDS);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of a slow connection
  private static void close(ChannelHandlerContext context) {
    context.close();
  }

  /// A request is there.
  void stop() {
    pieceBytes = 0;
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  /// An answer is being written: whoever takes nothing of it for a while is given up.
  void watch(ChannelHandlerContext context, ChannelFuture written) {
    long waiting = waiting(context);
    schedule(
        context,
        () -> {
          if (written.isDone() || waiting(context) == waiting) {
            close(context);
          } else {
            watch(context, written);
          }
        });
  }

  /// What the peer has still to take, but for a constant.
  private static long waiting(ChannelHandlerContext context) {
    ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (deadline != null && message instanceof HttpContent piece) {
      pieceBytes += piece.content().readableBytes();
      if (pieceBytes >= PIECE_BYTES) {
        start(context);
      }
    }
    context.fireChannelRead(message);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    start(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    stop();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stop();
    context.fireChannelInactive();
  }
}
