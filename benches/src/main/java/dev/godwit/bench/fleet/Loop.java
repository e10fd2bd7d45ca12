package dev.godwit.bench.fleet;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one event loop thread on which all devices of the process live.
public final class Loop implements AutoCloseable {
  private static final int HANDSHAKE_BYTES_MAX = 16_384;
  private static final long HANDSHAKE_MILLIS_MAX = 10_000;
  private static final int CHECK_MILLIS = 2;

  /// Connections from one source address, well below the ports that it has.
  private static final int CONNECTIONS_PER_SOURCE = 8_000;

  /// Source addresses 127.0.0.2, 127.0.0.3, … that are taken in turn.
  private static final int SOURCES = 100;

  private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, ioHandler());
  private final EventLoop loop = group.next();
  private @Nullable SslContext tls;
  private long connections;

  private static IoHandlerFactory ioHandler() {
    return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  /// Opens a WebSocket to a node on this machine; the listener hears of the outcome.
  public void connect(URI node, String token, Socket.Listener listener) {
    connect(
        node.getPort(), channel -> addHandlers(channel, node, token, listener), listener::onClosed);
  }

  /// Opens a connection to a server on this machine.
  ///
  /// @param handlers puts the handlers into the pipeline
  /// @param onRefused hears, instead of the handlers, when there will be no connection
  public void connect(int port, Consumer<Channel> handlers, Runnable onRefused) {
    Bootstrap bootstrap = new Bootstrap();
    if (Epoll.isAvailable()) {
      // The port is chosen when both ends are known: otherwise each one that rests after a
      // connection is in the way of the search.
      bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
    }
    bootstrap
        .group(loop)
        .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_REUSEADDR, true)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                handlers.accept(channel);
              }
            })
        .connect(new InetSocketAddress(loopback(1), port), nextSource())
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                onRefused.run();
              }
            });
  }

  private InetSocketAddress nextSource() {
    long source = 2 + connections++ / CONNECTIONS_PER_SOURCE % SOURCES;
    return new InetSocketAddress(loopback((int) source), 0);
  }

  private static InetAddress loopback(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private void addHandlers(Channel channel, URI node, String token, Socket.Listener listener) {
    if (node.getScheme().equals("https")) {
      channel.pipeline().addLast(tls().newHandler(channel.alloc()));
    }
    channel
        .pipeline()
        .addLast(
            new HttpClientCodec(),
            new HttpObjectAggregator(HANDSHAKE_BYTES_MAX),
            new WebSocketClientProtocolHandler(handshake(node, token)),
            new Socket.Handler(listener));
  }

  private SslContext tls() {
    SslContext context = tls == null ? TrustingTls.forSockets() : tls;
    tls = context;
    return context;
  }

  private static WebSocketClientProtocolConfig handshake(URI node, String token) {
    return WebSocketClientProtocolConfig.newBuilder()
        .webSocketUri(
            "ws" + node.getScheme().substring(4) + "://127.0.0.1:" + node.getPort() + "/v1/socket")
        .version(WebSocketVersion.V13)
        .subprotocol("godwit.v1")
        .customHeaders(
            new DefaultHttpHeaders().set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token))
        .withUTF8Validator(false)
        .handshakeTimeoutMillis(HANDSHAKE_MILLIS_MAX)
        .handleCloseFrames(false)
        .build();
  }

  /// Runs something on the loop and waits for its answer.
  public <T> T call(Callable<T> what) {
    try {
      return loop.submit(what).get();
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The load generator failed", e.getCause());
    }
  }

  /// Lets `time` pass on the loop and answers what `what` says right then.
  public <T> T after(Duration time, Supplier<T> what) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    schedule(time.toNanos(), () -> answer.complete(what.get()));
    return answer.join();
  }

  public void run(Runnable what) {
    loop.execute(what);
  }

  void schedule(long nanos, Runnable what) {
    var _ = loop.schedule(what, nanos, TimeUnit.NANOSECONDS);
  }

  /// Runs `what` again and again until [Repeated#stop].
  public Repeated repeat(long everyNanos, Runnable what) {
    var future = loop.scheduleAtFixedRate(what, everyNanos, everyNanos, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /// What runs again and again.
  public interface Repeated {
    void stop();
  }

  /// Waits until `condition` holds on the loop; throws [BenchFailure] when it does not in time.
  public void await(BooleanSupplier condition, Duration timeMax, Supplier<String> what) {
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    Repeated check =
        repeat(
            TimeUnit.MILLISECONDS.toNanos(CHECK_MILLIS),
            () -> {
              if (condition.getAsBoolean()) {
                held.complete(true);
              }
            });
    try {
      held.get(timeMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BenchFailure("In " + timeMax.toSeconds() + " s: " + call(what::get), e);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("The load generator failed", e);
    } finally {
      check.stop();
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
