package dev.godwit.gateway;

import dev.godwit.core.account.AccessToken;
import dev.godwit.core.account.Reply;
import dev.godwit.gateway.rest.Rest;
import dev.godwit.gateway.rest.RestAnswer;
import dev.godwit.gateway.rest.RestRequest;
import dev.godwit.gateway.rest.RestRequest.Bearer;
import dev.godwit.gateway.site.CrossSite;
import dev.godwit.gateway.site.SiteAnswers;
import dev.godwit.gateway.socket.Sockets;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves one connection until it becomes a WebSocket: hands each request to a virtual thread, one
/// at a time, or upgrades.
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the connection
final class HttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(HttpHandler.class);
  private static final long RETRY_AFTER_MILLIS = 2_000;

  private final Edge edge;
  private final RequestDeadline deadline;
  private final String address;
  private final boolean excess;

  /// What all connections share.
  record Edge(
      Rest rest, Sockets sockets, RequestRunner runner, SiteAnswers site, LargeAnswers large) {}

  /// @param address by which the peer is limited, empty when it is not
  /// @param excess there are too many connections: say so and close
  HttpHandler(Edge edge, RequestDeadline deadline, String address, boolean excess) {
    this.edge = edge;
    this.deadline = deadline;
    this.address = address;
    this.excess = excess;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    deadline.stop();
    Optional<ErrorCode> refusal = refusal(request);
    if (refusal.isPresent()) {
      refuse(context, refusal.get());
      return;
    }
    String path = new QueryStringDecoder(request.uri()).path();
    Optional<FullHttpResponse> file = edge.site().answer(request, path);
    if (file.isPresent()) {
      write(context, file.get());
    } else if (CrossSite.isFromElsewhere(request, path)) {
      refuse(context, ErrorCode.FORBIDDEN);
    } else if (Sockets.isUpgrade(request, path)) {
      upgrade(context, request);
    } else {
      answer(context, request);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.atDebug().setCause(cause).log("A connection failed");
    context.close();
  }

  private Optional<ErrorCode> refusal(FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      boolean tooLong = request.decoderResult().cause() instanceof TooLongFrameException;
      return Optional.of(tooLong ? ErrorCode.REQUEST_TOO_LARGE : ErrorCode.MALFORMED_REQUEST);
    }
    if (!isReadable(request.uri())) {
      return Optional.of(ErrorCode.MALFORMED_REQUEST);
    }
    if (excess) {
      return Optional.of(ErrorCode.TOO_MANY_CONNECTIONS);
    }
    return edge.runner().isOpen() ? Optional.empty() : drained(request);
  }

  private static boolean isReadable(String uri) {
    try {
      var decoder = new QueryStringDecoder(uri);
      decoder.parameters();
      return !decoder.path().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// A node that drains still says how it is.
  private static Optional<ErrorCode> drained(FullHttpRequest request) {
    boolean upgrade = request.headers().contains(HttpHeaderNames.UPGRADE);
    return upgrade ? Optional.of(ErrorCode.DRAINING) : Optional.empty();
  }

  private void refuse(ChannelHandlerContext context, ErrorCode code) {
    edge.runner().count(code);
    context
        .writeAndFlush(Answers.closing(RestAnswer.error(code, RETRY_AFTER_MILLIS)))
        .addListener(ChannelFutureListener.CLOSE);
  }

  private void upgrade(ChannelHandlerContext context, FullHttpRequest request) {
    switch (edge.sockets().admit(request)) {
      case Reply.Refused<AccessToken>(var code, var _) -> refuse(context, code);
      case Reply.Given<AccessToken>(var token) ->
          edge.sockets()
              .upgrade(context.channel(), request, token)
              .addListener(_ -> Pipeline.leaveHttp(context.pipeline()));
    }
  }

  private void answer(ChannelHandlerContext context, FullHttpRequest request) {
    boolean withBody = !request.method().equals(HttpMethod.HEAD);
    var asked =
        new RestRequest(
            request.method().name(),
            request.uri(),
            Bearer.of(Optional.ofNullable(request.headers().get(HttpHeaderNames.AUTHORIZATION))),
            Bytes.owned(ByteBufUtil.getBytes(request.content())),
            address);
    context.channel().config().setAutoRead(false);
    edge.runner()
        .run(
            edge.rest().template(asked.method(), asked.uri()),
            () -> edge.rest().answer(asked),
            answer -> context.executor().execute(() -> write(context, answer, withBody)));
  }

  private void write(ChannelHandlerContext context, RestAnswer answer, boolean withBody) {
    ByteBuf body =
        withBody ? edge.large().of(context.executor(), answer.body()) : Unpooled.EMPTY_BUFFER;
    write(context, Answers.of(answer, body));
  }

  /// The next request is read when this one's answer has gone.
  private void write(ChannelHandlerContext context, FullHttpResponse answer) {
    context.channel().config().setAutoRead(false);
    ChannelFuture written = context.writeAndFlush(answer);
    deadline.watch(context, written);
    written.addListener(
        gone -> {
          if (gone.isSuccess()) {
            awaitNext(context);
          }
        });
  }

  private void awaitNext(ChannelHandlerContext context) {
    deadline.start(context);
    context.channel().config().setAutoRead(true);
  }
}
