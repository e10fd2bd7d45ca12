package dev.godwit.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection that takes too long to say what it wants: the TLS handshake and the whole
/// first request, and each further one after the answer before, must come in time.
final class RequestDeadline extends ChannelInboundHandlerAdapter {
  private final long millisMax;
  private @Nullable Future<?> deadline;

  RequestDeadline(long millisMax) {
    this.millisMax = millisMax;
  }

  /// A request is awaited from now on.
  void start(ChannelHandlerContext context) {
    stop();
    deadline = context.executor().schedule(() -> close(context), millisMax, TimeUnit.MILLISECONDS);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of a slow connection
  private static void close(ChannelHandlerContext context) {
    context.close();
  }

  /// A request is there.
  void stop() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
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
