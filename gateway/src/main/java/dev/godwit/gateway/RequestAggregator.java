package dev.godwit.gateway;

import dev.godwit.gateway.rest.RestAnswer;
import dev.godwit.wire.ErrorCode;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/// Gathers the body of a request up to its limit, and answers what is larger with a typed error.
final class RequestAggregator extends HttpObjectAggregator {
  RequestAggregator() {
    super(ConnectionLimits.BODY_BYTES_MAX, true);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
    context
        .writeAndFlush(Answers.closing(RestAnswer.error(ErrorCode.REQUEST_TOO_LARGE, 0)))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
