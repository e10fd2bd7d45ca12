package dev.godwit.gateway.socket;

import dev.godwit.core.account.AccessToken;
import dev.godwit.core.account.AccessTokens;
import dev.godwit.core.account.Reply;
import dev.godwit.gateway.rest.RestRequest.Bearer;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Goodbye;
import dev.godwit.wire.Limits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// All WebSockets of a node: their upgrade, and saying goodbye to all.
public final class Sockets {
  /// Where devices connect.
  public static final String PATH = "/v1/socket";

  /// The WebSocket subprotocol; browsers put the token behind it, since they cannot set headers.
  static final String PROTOCOL = "godwit.v1";

  private static final String TOKEN_PROTOCOL = "bearer.";

  private final Devices devices;
  private final AccessTokens tokens;
  private final SocketLimits limits;
  private final InstantSource time;
  private final Map<EventLoop, SocketLoop> loops = new ConcurrentHashMap<>();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final Object ended = new Object();
  private final Counter overflows;

  public Sockets(
      Devices devices,
      AccessTokens tokens,
      SocketLimits limits,
      InstantSource time,
      MeterRegistry metrics) {
    this.devices = devices;
    this.tokens = tokens;
    this.limits = limits;
    this.time = time;
    this.overflows = metrics.counter("godwit.connections.overflowed");
    metrics.gaugeCollectionSize("godwit.connections", Tags.empty(), links);
  }

  /// Whether the request asks for a WebSocket at [#PATH].
  public static boolean isUpgrade(FullHttpRequest request, String path) {
    return path.equals(PATH)
        && request.method().equals(HttpMethod.GET)
        && request
            .headers()
            .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        && request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY);
  }

  /// Checks the request's token, without reading the store.
  public Reply<AccessToken> admit(FullHttpRequest request) {
    return tokens.check(bearer(request).token());
  }

  /// Turns the connection into a WebSocket. Runs on its event loop; the caller takes its own
  /// handlers out of the pipeline when the returned future succeeds.
  public ChannelFuture upgrade(Channel channel, FullHttpRequest request, AccessToken token) {
    var handshaker = new WebSocketServerHandshaker13("", PROTOCOL, CONFIG);
    ChannelFuture done = handshaker.handshake(channel, request);
    SocketLoop shared = loops.computeIfAbsent(channel.eventLoop(), this::shared);
    done.addListener(
        future -> {
          if (future.isSuccess()) {
            channel.pipeline().addLast(new SocketHandler(token, shared));
          }
        });
    return done;
  }

  /// Tells all devices to come back within a random time up to `reconnectMillisMax`, and closes
  /// their connections after everything that was written to them.
  public void sayGoodbye(long reconnectMillisMax) {
    Bytes goodbye = Frame.encode(new Goodbye(CloseCode.DRAINING.code(), reconnectMillisMax));
    for (Link link : links) {
      link.write(goodbye);
      link.close(CloseCode.DRAINING);
    }
  }

  /// Waits until no device is connected any more, at most `millisMax`.
  public void awaitEmpty(long millisMax) throws InterruptedException {
    synchronized (ended) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
      for (long left = end - System.nanoTime(); left > 0 && !links.isEmpty(); ) {
        TimeUnit.NANOSECONDS.timedWait(ended, left);
        left = end - System.nanoTime();
      }
    }
  }

  /// Connected devices.
  public int count() {
    return links.size();
  }

  private SocketLoop shared(EventLoop loop) {
    devices.listening(LoopEar.of(loop, time));
    return SocketLoop.of(loop, devices, limits, time, new Counting());
  }

  private final class Counting implements SocketEvents {
    @Override
    public void opened(Link link) {
      links.add(link);
    }

    @Override
    public void closed(Link link) {
      links.remove(link);
      if (links.isEmpty()) {
        synchronized (ended) {
          ended.notifyAll();
        }
      }
    }

    @Override
    public void overflowed() {
      overflows.increment();
    }
  }

  private static Bearer bearer(FullHttpRequest request) {
    Bearer header =
        Bearer.of(Optional.ofNullable(request.headers().get(HttpHeaderNames.AUTHORIZATION)));
    return header.equals(Bearer.NONE) ? ofProtocols(request) : header;
  }

  private static Bearer ofProtocols(FullHttpRequest request) {
    return request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
        .flatMap(header -> Stream.of(header.split(",")))
        .map(String::strip)
        .filter(protocol -> protocol.startsWith(TOKEN_PROTOCOL))
        .map(protocol -> new Bearer(protocol.substring(TOKEN_PROTOCOL.length())))
        .findFirst()
        .orElse(Bearer.NONE);
  }

  private static final WebSocketDecoderConfig CONFIG =
      WebSocketDecoderConfig.newBuilder()
          .maxFramePayloadLength(Limits.FRAME_BYTES_MAX)
          .allowExtensions(false)
          .expectMaskedFrames(true)
          .closeOnProtocolViolation(false)
          .withUTF8Validator(false)
          .build();
}
