package dev.godwit.gateway;

import dev.godwit.gateway.rest.Rest;
import dev.godwit.gateway.rest.Services;
import dev.godwit.gateway.site.Site;
import dev.godwit.gateway.site.SiteAnswers;
import dev.godwit.gateway.socket.Devices;
import dev.godwit.gateway.socket.Sockets;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The edge of a node: one port for REST, WebSocket and the web client.
///
/// To stop without losing anything: [#drain], let the workers finish what they have, [#sayGoodbye],
/// [#close].
public final class Gateway implements AutoCloseable {
  private static final long CLOSE_MILLIS_MAX = 3_000;

  private final Sockets sockets;
  private final RequestRunner runner;
  private final EventLoopGroup loops;
  private final Channel listening;

  private Gateway(Sockets sockets, RequestRunner runner, EventLoopGroup loops, Channel listening) {
    this.sockets = sockets;
    this.runner = runner;
    this.loops = loops;
    this.listening = listening;
  }

  /// Loads what [#start] needs, so that it may be quick; may run beside anything else.
  public static void prepare() {
    channelType();
  }

  /// Listens. Throws [BindException] when the port is taken, IOException when the
  /// certificate cannot be read.
  public static Gateway start(
      GatewayConfig config,
      Services services,
      Devices devices,
      Site site,
      MeterRegistry metrics,
      InstantSource time)
      throws IOException {
    Optional<SslContext> tls =
        config.tls().isPresent() ? Optional.of(tls(config.tls().get())) : Optional.empty();
    var sockets = new Sockets(devices, services.tokens(), config.sockets(), time, metrics);
    var runner = new RequestRunner(metrics);
    var rest = new Rest(services, config.rest(), time);
    var addresses = new Addresses(config.connections());
    metrics.gauge("godwit.connections.open", addresses, Addresses::count);
    var edge =
        new HttpHandler.Edge(rest, sockets, runner, new SiteAnswers(site), new LargeAnswers());
    var pipeline = new Pipeline(edge, addresses, config.connections(), tls);
    EventLoopGroup loops = loops(config.eventLoops());
    return new Gateway(sockets, runner, loops, listen(config, loops, pipeline));
  }

  /// Where it listens.
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /// From now on no connection becomes a WebSocket.
  public void drain() {
    runner.drain();
  }

  /// Tells all devices to come back within a random time up to `reconnectMillisMax`, closes their
  /// connections after everything that was written to them, and waits for that, at most
  /// `waitMillisMax`.
  public void sayGoodbye(long reconnectMillisMax, long waitMillisMax) throws InterruptedException {
    sockets.sayGoodbye(reconnectMillisMax);
    sockets.awaitEmpty(waitMillisMax);
  }

  @Override
  public void close() {
    listening.close().awaitUninterruptibly(CLOSE_MILLIS_MAX);
    runner.close();
    loops
        .shutdownGracefully(0, CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_MILLIS_MAX);
  }

  private static Channel listen(GatewayConfig config, EventLoopGroup loops, Pipeline pipeline)
      throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(channelType())
            .option(ChannelOption.SO_BACKLOG, ConnectionLimits.BACKLOG_MAX)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(pipeline)
            .bind(config.address(), config.port())
            .awaitUninterruptibly();
    if (bound.isSuccess()) {
      return bound.channel();
    }
    loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    throw taken(bound.cause());
  }

  private static BindException taken(Throwable cause) {
    BindException taken = new BindException("The address cannot be listened on");
    taken.initCause(cause);
    return taken;
  }

  private static EventLoopGroup loops(int count) {
    IoHandlerFactory io =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("gateway"), io);
  }

  private static Class<? extends ServerChannel> channelType() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  private static SslContext tls(GatewayConfig.Tls files) throws IOException {
    try {
      return SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (IllegalArgumentException e) {
      throw new IOException("The certificate or its key cannot be read", e);
    }
  }
}
