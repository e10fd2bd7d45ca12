package dev.godwit.client;

import dev.godwit.device.session.Backoff;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Goodbye;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The connection to the node, which comes back by itself: a virtual thread that connects, waits
/// for the end, waits a moment, and connects again.
///
/// It ends for good when the node does not want the device any more: displaced to stay so, revoked,
/// signed out, or with no protocol version in common.
final class Link implements AutoCloseable {
  /// How long the last frames may take to get out.
  private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(1);

  /// How long the first frame may take; a node that is up answers Hello at once.
  private static final Duration FIRST_FRAME_TIMEOUT = Duration.ofSeconds(10);

  /// How often the machine hears of a frame that is under way.
  private static final long PART_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DeviceLoop loop;
  private final NodeApi api;
  private final SignIn signIn;
  private final Backoff backoff;
  private final Consumer<Connection> tell;
  private final Thread thread = Thread.ofVirtual().name("godwit-link").unstarted(this::run);
  private volatile boolean closing;
  private boolean failing;
  private boolean busy;
  private volatile Optional<Session> session = Optional.empty();
  private volatile long goodbyeMillis;

  /// @param tell must not block
  Link(
      DeviceLoop loop,
      NodeApi api,
      SignIn signIn,
      RandomGenerator random,
      Consumer<Connection> tell) {
    this.loop = loop;
    this.api = api;
    this.signIn = signIn;
    this.tell = tell;
    String host = api.server().getHost();
    backoff = new Backoff(random::nextDouble, host == null ? "" : host);
  }

  /// One socket and the machine that it belongs to.
  private final class Session implements Socket.Receiver {
    private final long generation = loop.generation();
    private final Socket socket = new Socket(this);
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<Boolean> heard = new CompletableFuture<>();

    /// What the device said before it knew of this session was said in another, or in none.
    private volatile boolean known;

    /// The machine was told that it is over. What came before that counts, though the socket was
    /// closed right behind it: it may say why.
    private boolean ended;

    private long partNanos = System.nanoTime();

    @Override
    public void onFrame(Frame frame) {
      if (heard.complete(true)) {
        backoff.reset();
      }
      if (frame instanceof Goodbye goodbye) {
        goodbyeMillis = goodbye.reconnectMillisMax();
      }
      loop.tell(
          generation,
          desk -> {
            if (!ended) {
              desk.device().onFrame(frame, desk.now());
            }
          });
    }

    /// The machine is told often enough to know that the node is not silent.
    @Override
    public void onPart() {
      long now = System.nanoTime();
      if (now - partNanos >= PART_NANOS) {
        partNanos = now;
        loop.tell(generation, desk -> desk.device().onHeard(desk.now()));
      }
    }

    @Override
    public void onClosed(int code) {
      closed.complete(code);
    }
  }

  void start() {
    thread.start();
  }

  /// Sends in order, or not at all while there is no connection.
  void send(Frame frame) {
    session.filter(current -> current.known).ifPresent(current -> current.socket.send(frame));
  }

  /// Gives the connection up and makes another.
  void reconnect() {
    session.ifPresent(current -> current.socket.abort());
  }

  private void run() {
    try {
      while (!closing) {
        Optional<GodwitException> end = once();
        if (end.isPresent()) {
          tell.accept(Connection.of(Connection.State.ENDED, explained(end.get())));
          return;
        }
        pause();
      }
    } catch (InterruptedException | GodwitException | RejectedExecutionException e) {
      closing = true;
    }
  }

  private void pause() throws InterruptedException {
    long wait = waitMillis();
    goodbyeMillis = 0;
    if (!closing) {
      TimeUnit.MILLISECONDS.sleep(wait);
    }
  }

  private long waitMillis() {
    if (goodbyeMillis > 0) {
      return backoff.afterGoodbye(goodbyeMillis);
    }
    long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    return busy ? backoff.afterBusy(now) : backoff.afterSilence(now);
  }

  /// One connection from its beginning to its end; the reason when no other should follow.
  private Optional<GodwitException> once() throws InterruptedException {
    if (!failing) {
      tell.accept(Connection.of(Connection.State.CONNECTING));
    }
    Session fresh;
    try {
      fresh = connect();
    } catch (GodwitException e) {
      if (isFinal(e)) {
        return Optional.of(e);
      }
      failing = true;
      busy = isBusy(e);
      tell.accept(Connection.of(Connection.State.OFFLINE, e));
      return Optional.empty();
    }
    long sinceNanos = System.nanoTime();
    Optional<CloseCode> close = CloseCode.of(live(fresh));
    long lived = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
    busy = close.filter(Backoff::isBusy).isPresent();
    return backoff.staysAway(close, lived) ? close.map(Link::ended) : Optional.empty();
  }

  private int live(Session fresh) throws InterruptedException {
    failing = false;
    tell.accept(Connection.of(Connection.State.CATCHING_UP));
    session = Optional.of(fresh);
    loop.tell(
        fresh.generation,
        desk -> {
          fresh.known = true;
          desk.device().onConnected(desk.now());
        });
    fresh.socket.start();
    try {
      awaitFirst(fresh);
      return fresh.closed.get();
    } catch (ExecutionException e) {
      throw new AssertionError("The future of a closing is never failed", e);
    } finally {
      session = Optional.empty();
      fresh.socket.abort();
      loop.tell(
          fresh.generation,
          desk -> {
            fresh.ended = true;
            desk.device().onDisconnected(desk.now());
          });
    }
  }

  /// A node that takes the socket and then says nothing is as good as none.
  private static void awaitFirst(Session fresh) throws InterruptedException, ExecutionException {
    try {
      CompletableFuture.anyOf(fresh.heard, fresh.closed)
          .get(FIRST_FRAME_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      fresh.socket.abort();
    }
  }

  /// A token that the node refuses is refreshed, once.
  private Session connect() throws InterruptedException {
    SignIn.Tokens tokens = signIn.tokens();
    try {
      return connect(signIn.access());
    } catch (GodwitException e) {
      if (!isTokenRefused(e)) {
        throw e;
      }
      return connect(signIn.refresh(tokens));
    }
  }

  private Session connect(String token) throws InterruptedException {
    Session fresh = new Session();
    try {
      api.http()
          .newWebSocketBuilder()
          .header("Authorization", "Bearer " + token)
          .connectTimeout(Http.CONNECT_TIMEOUT)
          .buildAsync(address(), fresh.socket)
          .get(Http.CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      return fresh;
    } catch (TimeoutException e) {
      fresh.socket.abort();
      throw unreachable(e);
    } catch (ExecutionException e) {
      throw refusal(e.getCause() == null ? e : e.getCause());
    }
  }

  private URI address() {
    String scheme = "https".equals(api.server().getScheme()) ? "wss" : "ws";
    return URI.create(scheme + "://" + api.server().getRawAuthority() + "/v1/socket");
  }

  private GodwitException refusal(Throwable cause) {
    if (cause instanceof WebSocketHandshakeException handshake) {
      int status = handshake.getResponse().statusCode();
      return Stream.of(ErrorCode.TOKEN_EXPIRED, ErrorCode.OVERLOADED, ErrorCode.RATE_LIMITED)
          .filter(error -> error.http() == status)
          .findFirst()
          .map(GodwitException::refused)
          .orElseGet(() -> unreachable(cause));
    }
    return unreachable(cause);
  }

  private static boolean isBusy(GodwitException e) {
    return e.reason() instanceof Reason.Refused(var error, _) && Backoff.isBusy(error);
  }

  private static boolean isTokenRefused(GodwitException e) {
    return e.reason() instanceof Reason.Refused(var error, _) && error == ErrorCode.TOKEN_EXPIRED;
  }

  private GodwitException unreachable(Throwable cause) {
    return new GodwitException(
        Reason.Local.NODE_UNREACHABLE,
        "The node at %s cannot be reached; it is tried again by itself.".formatted(api.server()),
        cause);
  }

  /// The sign-in is no good any more: only the person can help.
  private static boolean isFinal(GodwitException e) {
    return e.reason() instanceof Reason.Refused(var error, _)
        && switch (error.retry()) {
          case NEVER -> true;
          case AT_ONCE, LATER, AFTER_CATCH_UP -> false;
        };
  }

  /// With what the device has heard of its own end, when it was taken out of the account.
  private GodwitException explained(GodwitException end) {
    return end.reason() instanceof Reason.Refused(var error, _) && error == ErrorCode.DEVICE_REVOKED
        ? loop.ask(desk -> desk.device().devices().ending())
            .map(ending -> new GodwitException(end.reason(), Removal.sentence(ending)))
            .orElse(end)
        : end;
  }

  private static GodwitException ended(CloseCode close) {
    return close == CloseCode.DEVICE_REVOKED
        ? GodwitException.refused(ErrorCode.DEVICE_REVOKED)
        : new GodwitException(Reason.Local.SESSION_ENDED, close.text());
  }

  @Override
  public void close() {
    closing = true;
    session.ifPresent(current -> current.socket.leave(LEAVE_TIMEOUT));
    thread.interrupt();
    try {
      boolean started = thread.getState() != Thread.State.NEW;
      boolean unused = started && thread.join(LEAVE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
