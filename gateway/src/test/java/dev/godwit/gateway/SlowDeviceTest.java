package dev.godwit.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.account.AccessToken;
import dev.godwit.core.account.AccessTokens;
import dev.godwit.core.account.AccountDesk;
import dev.godwit.core.account.AccountDevice;
import dev.godwit.core.account.AccountLimits;
import dev.godwit.core.account.Argon2Cost;
import dev.godwit.core.account.Challenges;
import dev.godwit.core.account.DeviceDesk;
import dev.godwit.core.account.DeviceEvents;
import dev.godwit.core.account.Granted;
import dev.godwit.core.account.KeyPackageDesk;
import dev.godwit.core.account.LinkingDesk;
import dev.godwit.core.account.PasswordHasher;
import dev.godwit.core.account.Registration;
import dev.godwit.core.account.Reply;
import dev.godwit.core.account.SignIns;
import dev.godwit.core.account.SigningKeyRing;
import dev.godwit.core.media.ArchiveDesk;
import dev.godwit.core.session.SessionId;
import dev.godwit.gateway.rest.Conversations;
import dev.godwit.gateway.rest.DeviceServices;
import dev.godwit.gateway.rest.Groups;
import dev.godwit.gateway.rest.NodeStatus;
import dev.godwit.gateway.rest.RestLimits;
import dev.godwit.gateway.rest.Services;
import dev.godwit.gateway.site.Site;
import dev.godwit.gateway.socket.Devices;
import dev.godwit.gateway.socket.Ear;
import dev.godwit.gateway.socket.Link;
import dev.godwit.gateway.socket.SocketLimits;
import dev.godwit.testkit.MemoryAccounts;
import dev.godwit.testkit.MemoryBlobs;
import dev.godwit.testkit.MemoryKeyPackages;
import dev.godwit.testkit.SignedDevice;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Devices that take nothing, and workers that do not keep up, cost no memory without bound.
final class SlowDeviceTest {
  private static final SignedDevice ALICE = SignedDevice.of(1);
  private static final int OUTBOUND_BYTES_MAX = 1 << 18;
  private static final long PATIENCE_SECONDS = 20;
  private static final int BEAT_MILLIS = 50;

  /// In which an event loop that is not held notes several times what it has read.
  private static final int EAR_MILLIS = 300;

  private static final int REQUEST_MILLIS = 1_000;

  /// More than the network keeps for somebody who does not read, in base64.
  private static final int ANSWER_BYTES = 8 << 20;

  /// What a slow line takes in each moment: all of the answer in more than [#REQUEST_MILLIS].
  private static final int PIECE_BYTES = 1 << 16;

  private static final int PIECE_MILLIS = 12;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Recorder devices = new Recorder();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Gateway gateway;
  private final String token;

  /// Remembers the link, counts frames, and has room or not.
  private static final class Recorder implements Devices {
    final CompletableFuture<Link> link = new CompletableFuture<>();
    final CountDownLatch closed = new CountDownLatch(1);
    final AtomicInteger received = new AtomicInteger();
    final AtomicInteger heartbeats = new AtomicInteger();
    final AtomicInteger heard = new AtomicInteger();
    final AtomicBoolean room = new AtomicBoolean(true);
    final AtomicBoolean awake = new AtomicBoolean(true);

    final CompletableFuture<Ear> ear = new CompletableFuture<>();

    /// How often the event loop may go on after a frame, and until when all was heard before it
    // did.
    final Semaphore turns = new Semaphore(Integer.MAX_VALUE);

    final List<Long> heardMillis = new CopyOnWriteArrayList<>();

    /// Frames, heartbeats among them that were not answered, and signs of life.
    List<Integer> counted() {
      return List.of(received.get(), heartbeats.get(), heard.get());
    }

    @Override
    public void listening(Ear opened) {
      ear.complete(opened);
    }

    @Override
    public SessionId opened(AccessToken who, Link opened) {
      link.complete(opened);
      return new SessionId(1);
    }

    @Override
    public void received(SessionId session, AccountId account, Frame frame) {
      heardMillis.add(ear.join().heardMillis());
      turns.acquireUninterruptibly();
      if (frame instanceof Heartbeat) {
        heartbeats.incrementAndGet();
      } else {
        received.incrementAndGet();
      }
    }

    @Override
    public void heard(SessionId session, AccountId account) {
      heard.incrementAndGet();
    }

    @Override
    public boolean isAwake(AccountId account) {
      return awake.get();
    }

    @Override
    public void closed(SessionId session, AccountId account) {
      closed.countDown();
    }

    @Override
    public boolean hasRoom(AccountId account) {
      return room.get();
    }
  }

  SlowDeviceTest() throws Exception {
    InstantSource time = InstantSource.system();
    Services services = services(time);
    Reply<Granted> reply = services.accounts().register(registration());
    token = reply.map(Granted::accessToken).orElse("");
    GatewayConfig config =
        new GatewayConfig(
            "127.0.0.1",
            0,
            Optional.empty(),
            1,
            new ConnectionLimits(100, 100, false, REQUEST_MILLIS),
            RestLimits.DEFAULT,
            new SocketLimits(OUTBOUND_BYTES_MAX, 1_000_000, BEAT_MILLIS));
    gateway = Gateway.start(config, services, devices, Site.EMPTY, metrics, time);
  }

  @BeforeEach
  void tokenIsThere() {
    assertTrue(!token.isEmpty());
  }

  @AfterEach
  void stop() {
    gateway.close();
    http.shutdownNow();
  }

  @Test
  void deviceThatTakesNothingIsGivenUp() throws Exception {
    connect(new Deaf());
    Link link = devices.link.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Bytes frame = Bytes.owned(new byte[1 << 16]);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (devices.closed.getCount() > 0 && System.nanoTime() < end) {
      link.write(frame);
      devices.closed.await(1, TimeUnit.MILLISECONDS);
    }
    assertEquals(0, devices.closed.getCount());
    assertEquals(1, metrics.counter("godwit.connections.overflowed").count());
  }

  @Test
  void nothingIsReadWhileTheWorkerDoesNotKeepUp() throws Exception {
    WebSocket socket = connect(new Deaf());
    devices.room.set(false);
    Bytes payload = Bytes.owned(new byte[1 << 14]);
    Bytes frame =
        Frame.encode(new Send(ConversationId.NONE, EntryId.NONE, 0, payload, Bytes.EMPTY));
    int sent = 500;
    CompletableFuture<WebSocket> all = CompletableFuture.completedFuture(socket);
    for (int count = 0; count < sent; count++) {
      all = all.thenCompose(it -> it.sendBinary(ByteBuffer.wrap(frame.shared()), true));
    }
    await(() -> devices.received.get() > 0);
    assertTrue(devices.received.get() < sent / 2, "most frames wait in the network");
    await(() -> devices.heartbeats.get() > 1);
    assertTrue(
        devices.received.get() < sent / 2, "and stay there while the device counts as heard");
    devices.room.set(true);
    await(() -> devices.received.get() == sent);
  }

  @Test
  void frameThatComesSlowlyShowsThatItsDeviceLives() throws Exception {
    WebSocket socket = connect(new Deaf());
    Bytes payload = Bytes.owned(new byte[1 << 14]);
    byte[] frame =
        Frame.encode(new Send(ConversationId.NONE, EntryId.NONE, 0, payload, Bytes.EMPTY)).shared();
    sendPart(socket, frame, 0, frame.length, true);
    await(() -> devices.received.get() == 1);
    int sent = 0;
    for (; sent < frame.length - 1 && devices.heartbeats.get() < 2; sent++) {
      sendPart(socket, frame, sent, 1, false);
      new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
    }
    assertEquals(2, devices.heartbeats.get());
    assertEquals(1, devices.received.get());
    sendPart(socket, frame, sent, frame.length - sent, true);
    await(() -> devices.received.get() == 2);
  }

  @Test
  void heartbeatIsAnsweredForAWorkerThatIsAwakeAndOnlyThen() throws Exception {
    BlockingQueue<Frame> answers = new LinkedBlockingQueue<>();
    WebSocket socket = connect(new Listening(answers));
    admit(socket, answers);
    for (int beat = 0; beat < 3; beat++) {
      send(socket, new Heartbeat(0));
      Frame answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertTrue(answer instanceof Heartbeat back && back.time() > 0, String.valueOf(answer));
    }
    assertTrue(devices.link.get().silentMillis() < TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    // The worker has told the device something, so it was told once that the device lives.
    assertEquals(List.of(1, 0, 1), devices.counted());
    devices.awake.set(false);
    send(socket, new Heartbeat(0));
    await(() -> devices.heartbeats.get() == 1);
    assertEquals(List.of(), List.copyOf(answers));
  }

  @Test
  void heartbeatOfADeviceThatIsNotAdmittedIsTheWorkers() throws Exception {
    WebSocket socket = connect(new Deaf());
    send(socket, new Heartbeat(0));
    await(() -> devices.heartbeats.get() == 1);
  }

  @Test
  void anUnknownFrameIsAnsweredAndAdmitsNobody() throws Exception {
    BlockingQueue<Frame> answers = new LinkedBlockingQueue<>();
    WebSocket socket = connect(new Listening(answers));
    byte[] unknown = {(byte) 0xa2, (byte) 0x06, 0};
    sendPart(socket, unknown, 0, unknown.length, true);
    Frame answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertTrue(
        answer instanceof Error error && error.code() == ErrorCode.UNKNOWN_FRAME.code(),
        String.valueOf(answer));
    send(socket, new Heartbeat(0));
    await(() -> devices.heartbeats.get() == 1);
  }

  /// As a worker does that takes a Hello.
  private void admit(WebSocket socket, BlockingQueue<Frame> answers) throws Exception {
    send(socket, new Hello(1, "test", 0, List.of(), 0, 0));
    devices.link.get(PATIENCE_SECONDS, TimeUnit.SECONDS).write(Frame.encode(new CaughtUp(0)));
    assertEquals(new CaughtUp(0), answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void whatWaitsInTheNetworkIsNotHeard() throws Exception {
    devices.turns.drainPermits();
    WebSocket socket = connect(new Deaf());
    send(socket, new Hello(1, "test", 0, List.of(), 0, 0));
    await(() -> devices.heardMillis.size() == 1);
    send(socket, new Heartbeat(0));
    long sentMillis = System.currentTimeMillis();
    await(() -> System.currentTimeMillis() > sentMillis + EAR_MILLIS);
    devices.turns.release();
    await(() -> devices.heardMillis.size() == 2);
    assertTrue(devices.heardMillis.getLast() <= sentMillis, "it was still to be read");
    devices.turns.release();
    await(() -> devices.ear.join().heardMillis() > sentMillis);
    assertEquals(List.of(1, 1, 0), devices.counted());
  }

  private static void send(WebSocket socket, Frame frame) throws Exception {
    byte[] bytes = Frame.encode(frame).shared();
    sendPart(socket, bytes, 0, bytes.length, true);
  }

  @Test
  void whoseFirstFrameComesSlowlyIsNotHeardBeforeIt() throws Exception {
    WebSocket socket = connect(new Deaf());
    byte[] frame = Frame.encode(new Hello(1, "test", 0, List.of(), 0, 0)).shared();
    sendPart(socket, frame, 0, 1, false);
    new CountDownLatch(1).await(3 * BEAT_MILLIS, TimeUnit.MILLISECONDS);
    sendPart(socket, frame, 1, 1, false);
    new CountDownLatch(1).await(BEAT_MILLIS, TimeUnit.MILLISECONDS);
    sendPart(socket, frame, 2, frame.length - 2, true);
    await(() -> devices.received.get() > 0);
    assertEquals(List.of(1, 0, 0), devices.counted());
  }

  @Test
  void largeAnswerOnASlowLineComesWholeUnlessNobodyTakesIt() throws Exception {
    try (Socket deaf = ask();
        Socket slow = ask()) {
      assertTrue(slow.isConnected() && deaf.isConnected());
      long taken = 0;
      byte[] piece = new byte[PIECE_BYTES];
      while (taken < ANSWER_BYTES) {
        int read = slow.getInputStream().readNBytes(piece, 0, piece.length);
        assertTrue(read > 0, "the line broke after " + taken);
        taken += read;
        new CountDownLatch(1).await(PIECE_MILLIS, TimeUnit.MILLISECONDS);
      }
      await(() -> metrics.get("godwit.connections.open").gauge().value() == 0);
    }
  }

  private Socket ask() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(PIECE_BYTES);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
    String request =
        "GET /v1/conversations/%s/welcomes/1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted("a".repeat(32), token);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void sendPart(WebSocket socket, byte[] frame, int from, int length, boolean last)
      throws Exception {
    socket
        .sendBinary(ByteBuffer.wrap(frame, from, length), last)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static void await(BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it did not come true in time");
      new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
    }
  }

  private WebSocket connect(WebSocket.Listener listener) throws Exception {
    URI uri = URI.create("ws://127.0.0.1:" + gateway.port() + "/v1/socket");
    return http.newWebSocketBuilder()
        .header("Authorization", "Bearer " + token)
        .buildAsync(uri, listener)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// Keeps what it is told.
  private record Listening(BlockingQueue<Frame> frames) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      frames.add(Frame.decode(bytes, 0, bytes.length));
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }
  }

  /// Never asks for a frame.
  private static final class Deaf implements WebSocket.Listener {
    @Override
    public void onOpen(WebSocket socket) {}

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      return CompletableFuture.completedStage(null);
    }
  }

  private static Registration registration() {
    return new Registration(
        ALICE.account(),
        "alice",
        "correct horse",
        ALICE.identityKey(),
        ALICE.id(),
        ALICE.certificate(),
        List.of(),
        "");
  }

  private static Services services(InstantSource time) {
    var accounts = new MemoryAccounts();
    var packages = new MemoryKeyPackages();
    var random = new Random(1);
    var ring = new SigningKeyRing(accounts, time, random);
    ring.refresh();
    var tokens = new AccessTokens(ring, time);
    var signIns = new SignIns(accounts, tokens, time, random);
    var keyPackages = new KeyPackageDesk(accounts, packages, time);
    var stores = new AccountDesk.Stores(accounts, packages);
    var challenges = new Challenges(ring, time, random);
    var devices = new DeviceDesk(stores, signIns, new Silent(), challenges, time);
    var desk =
        new AccountDesk(
            stores,
            keyPackages,
            new PasswordHasher(new Argon2Cost(8, 1, 1), 1, random),
            signIns,
            devices,
            AccountLimits.DEFAULT,
            time);
    var deviceServices =
        new DeviceServices(
            devices, new LinkingDesk(time), new ArchiveDesk(new MemoryBlobs(), time));
    return new Services(
        desk, signIns, tokens, keyPackages, deviceServices, new NoConversations(), new Ready());
  }

  private static final class Silent implements DeviceEvents {
    @Override
    public void tellAgain() {}

    @Override
    public void linked(AccountDevice device) {}

    @Override
    public void revoked(AccountId account, DeviceId device, Bytes statement) {}
  }

  private static final class Ready implements NodeStatus {
    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public String metrics() {
      return "";
    }
  }

  /// A node on which nobody talks, and every welcome is large.
  private static final class NoConversations implements Conversations {
    private static <T> Reply<T> unknown() {
      return Reply.refused(ErrorCode.CONVERSATION_UNKNOWN);
    }

    @Override
    public Groups groups() {
      return new NoGroups();
    }

    @Override
    public Reply<Sent> send(AccountId account, DeviceId device, Send send) {
      return unknown();
    }

    @Override
    public Reply<Paged> page(AccountId account, ConversationId id, PageWanted wanted) {
      return unknown();
    }

    @Override
    public Reply<Bytes> welcome(AccountId account, ConversationId id, long sequence) {
      return Reply.given(Bytes.owned(new byte[ANSWER_BYTES]));
    }

    @Override
    public Reply<NewestGroupInfo> groupInfo(AccountId account, ConversationId id) {
      return unknown();
    }
  }
}
