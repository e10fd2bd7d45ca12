package dev.godwit.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import java.util.Optional;

/// Puts the handlers of a new connection together.
final class Pipeline extends ChannelInitializer<Channel> {
  // What a connection needs no more once it is a WebSocket, whose frames are written as bytes.
  private static final List<Class<? extends ChannelHandler>> HTTP_ONLY =
      List.of(
          RequestDeadline.class,
          HttpServerKeepAliveHandler.class,
          RequestAggregator.class,
          FlowControlHandler.class,
          HttpHandler.class,
          WebSocketFrameEncoder.class);

  private final HttpHandler.Edge edge;
  private final Addresses addresses;
  private final ConnectionLimits limits;
  private final Optional<SslContext> tls;

  Pipeline(
      HttpHandler.Edge edge,
      Addresses addresses,
      ConnectionLimits limits,
      Optional<SslContext> tls) {
    this.edge = edge;
    this.addresses = addresses;
    this.limits = limits;
    this.tls = tls;
  }

  @Override
  protected void initChannel(Channel channel) {
    String address = addresses.of(channel.remoteAddress());
    Addresses.Admission admission = addresses.enter(address);
    channel.closeFuture().addListener(_ -> addresses.leave(address));
    if (admission == Addresses.Admission.REFUSED) {
      channel.unsafe().closeForcibly();
    } else {
      assemble(channel.pipeline(), address, admission == Addresses.Admission.EXCESS);
    }
  }

  private void assemble(ChannelPipeline pipeline, String address, boolean excess) {
    var deadline = new RequestDeadline(limits.requestMillisMax());
    tls.ifPresent(context -> pipeline.addLast(context.newHandler(pipeline.channel().alloc())));
    pipeline.addLast(
        new HttpServerCodec(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(ConnectionLimits.LINE_BYTES_MAX)
                .setMaxHeaderSize(ConnectionLimits.HEADER_BYTES_MAX)),
        deadline,
        new HttpServerKeepAliveHandler(),
        new RequestAggregator(),
        new FlowControlHandler(),
        new HttpHandler(edge, deadline, address, excess));
  }

  static void leaveHttp(ChannelPipeline pipeline) {
    for (Class<? extends ChannelHandler> handler : HTTP_ONLY) {
      if (pipeline.get(handler) != null) {
        pipeline.remove(handler);
      }
    }
  }
}
