package dev.godwit.bench.relay;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.Frame;
import dev.godwit.wire.MalformedFrame;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The relay's sockets: one event loop thread, one flush per connection and turn of the loop.
public final class Relay implements AutoCloseable {
  private static final int HANDSHAKE_BYTES_MAX = 16_384;
  private static final int FRAME_BYTES_MAX = 2 * 1_048_576;
  private static final String BEARER = "Bearer ";

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  private final Switchboard<Channel> switchboard = new Switchboard<>(this::write);
  private final Set<Channel> unflushed = new LinkedHashSet<>();
  private final Channel server;

  /// Listens on a free port of this machine.
  public Relay() {
    Class<? extends ServerChannel> type =
        Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    server =
        new ServerBootstrap()
            .group(group)
            .channel(type)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(HANDSHAKE_BYTES_MAX),
                            new WebSocketServerProtocolHandler(
                                "/v1/socket", "godwit.v1", false, FRAME_BYTES_MAX),
                            new Handler());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  /// Runs until it is killed; says where it listens as a node does.
  public static void main(String[] arguments) {
    Relay relay = new Relay();
    System.out.println("ready http://localhost:" + relay.port());
    relay.server.closeFuture().syncUninterruptibly();
  }

  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void write(Channel to, Bytes frame) {
    var _ =
        to.write(
            new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame.shared())), to.voidPromise());
    if (unflushed.isEmpty()) {
      to.eventLoop().execute(this::flushAll);
    }
    unflushed.add(to);
  }

  private void flushAll() {
    unflushed.forEach(Channel::flush);
    unflushed.clear();
  }

  private final class Handler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private @Nullable String token;

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event instanceof HandshakeComplete handshake) {
        token = handshake.requestHeaders().get("Authorization").substring(BEARER.length());
        switchboard.onConnected(token, context.channel());
      }
      super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame message)
        throws MalformedFrame {
      if (token != null) {
        byte[] bytes = ByteBufUtil.getBytes(message.content());
        switchboard.onFrame(token, Frame.decode(bytes, 0, bytes.length));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }
}
