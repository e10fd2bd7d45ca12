package dev.godwit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.client.testing.Await;
import dev.godwit.client.testing.NodeProcess;
import dev.godwit.device.session.Backoff;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The SDK against a real node in another process.
final class GodwitTest {
  private static final String PASSWORD = "a password for tests";

  @TempDir private static Path folder = Path.of("");
  private static @Nullable NodeProcess started;

  @BeforeAll
  static void startNode() {
    started = NodeProcess.start(folder);
  }

  private static NodeProcess node() {
    return Objects.requireNonNull(started);
  }

  @AfterAll
  static void stopNode() {
    node().close();
  }

  private static Path register(String handle) {
    Path home = folder.resolve(handle);
    Me me = Godwit.register(home, new Secret.KeyFile(), node().url(), handle, PASSWORD);
    assertEquals(handle, me.handle());
    return home;
  }

  private static Godwit open(Path home) {
    return Godwit.open(home, new Secret.KeyFile());
  }

  private static Recipient to(String handle) {
    return Recipient.parse("@" + handle);
  }

  private static Tick tickOf(Godwit godwit, String with, String text) {
    return godwit.history(to(with), 0, 100).stream()
        .filter(each -> each.text().equals(text))
        .map(Message::tick)
        .findFirst()
        .orElse(Tick.NONE);
  }

  private static List<String> texts(Godwit godwit, String with) {
    if (godwit.conversations().stream().noneMatch(each -> each.handle().equals(with))) {
      return List.of();
    }
    return godwit.history(to(with), 0, 1_000).reversed().stream().map(Message::text).toList();
  }

  @Test
  void allThreeTicksCome() {
    Path annHome = register("ann.ticks");
    Path benHome = register("ben.ticks");
    try (Godwit ann = open(annHome);
        Godwit ben = open(benHome)) {
      ann.connect();
      ann.send(to("ben.ticks"), "one");
      Await.until("sent", () -> tickOf(ann, "ben.ticks", "one") == Tick.SENT);
      ben.connect();
      Await.until("delivered", () -> tickOf(ann, "ben.ticks", "one") == Tick.DELIVERED);
      Await.until("shown", () -> texts(ben, "ann.ticks").equals(List.of("one")));
      Message received = ben.history(to("ann.ticks"), 0, 1).getFirst();
      assertEquals("ann.ticks", received.from());
      assertEquals(1, ben.conversations().getFirst().unread());
      ben.markRead(received.conversation(), received.sequence());
      Await.until("read", () -> tickOf(ann, "ben.ticks", "one") == Tick.READ);
      assertEquals(0, ben.conversations().getFirst().unread());
    }
  }

  @Test
  void theBytesOnTheWireHoldNoPlainText() {
    String secret = "the tide turns at nine";
    try (WireTap tap = WireTap.before(node().url())) {
      Path annHome = folder.resolve("ann.wire");
      Godwit.register(annHome, new Secret.KeyFile(), node().url(), "ann.wire", PASSWORD);
      Path benHome = folder.resolve("ben.wire");
      Godwit.register(benHome, new Secret.KeyFile(), tap.url(), "ben.wire", PASSWORD);
      try (Godwit ann = open(annHome);
          Godwit ben = open(benHome)) {
        ann.connect();
        ben.connect();
        ann.send(to("ben.wire"), secret);
        Await.until("shown", () -> texts(ben, "ann.wire").equals(List.of(secret)));
        Message shown = ben.history(to("ann.wire"), 0, 1).getFirst();
        String entry = ascii(shown.id().toBytes().toArray());
        assertTrue(tap.heard().contains(entry), "the tap heard the entry");
      }
      byte[] text = secret.getBytes(StandardCharsets.UTF_8);
      assertFalse(tap.heard().contains(ascii(text)));
      assertFalse(tap.heard().contains(Base64.getEncoder().encodeToString(text)));
      assertFalse(tap.heard().contains(HexFormat.of().formatHex(text)));
    }
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void eachTickIsToldOnce() {
    Path annHome = register("ann.once");
    Path benHome = register("ben.once");
    List<Tick> ticks = new CopyOnWriteArrayList<>();
    try (Godwit ann = open(annHome);
        Godwit ben = open(benHome);
        Godwit.Listening _ =
            ann.listen(
                event -> {
                  if (event instanceof Event.Ticked ticked) {
                    ticks.add(ticked.tick());
                  }
                });
        Godwit.Listening _ =
            ben.listen(
                event -> {
                  if (event instanceof Event.Arrived(var message)) {
                    ben.markRead(message.conversation(), message.sequence());
                  }
                })) {
      ann.connect();
      ben.connect();
      ann.send(to("ben.once"), "hello");
      Await.until("read", () -> ticks.contains(Tick.READ));
      assertEquals(List.copyOf(EnumSet.copyOf(ticks)), List.copyOf(ticks));
    }
  }

  @Test
  void whatIsSentWithoutANodeIsDeliveredByTheNextProcess() {
    Path annHome = register("ann.later");
    Path benHome = register("ben.later");
    node().kill();
    try (Godwit ann = open(annHome)) {
      ann.connect();
      Await.until("offline", () -> ann.connection().state() == Connection.State.OFFLINE);
      assertTrue(ann.send(to("ben.later"), "first").isUnaddressed());
      assertTrue(ann.send(to("ben.later"), "second").isUnaddressed());
      assertEquals(2, ann.waiting());
    }
    node().restart();
    try (Godwit ann = open(annHome);
        Godwit ben = open(benHome)) {
      ann.connect();
      ben.connect();
      Await.until(
          "both delivered in order",
          () -> texts(ben, "ann.later").equals(List.of("first", "second")));
      Await.until("nothing waits", () -> ann.waiting() == 0);
    }
  }

  @Test
  void aConnectionComesBackByItselfWhenTheNodeIsKilled() {
    Path annHome = register("ann.back");
    Path benHome = register("ben.back");
    try (Godwit ann = open(annHome);
        Godwit ben = open(benHome)) {
      ann.connect();
      ben.connect();
      ann.send(to("ben.back"), "before");
      Await.until("delivered", () -> tickOf(ann, "ben.back", "before") == Tick.DELIVERED);
      node().kill();
      ann.send(to("ben.back"), "meanwhile");
      node().restart();
      Await.until("delivered", () -> tickOf(ann, "ben.back", "meanwhile") == Tick.DELIVERED);
      Await.until(
          "both shown, once", () -> texts(ben, "ann.back").equals(List.of("before", "meanwhile")));
    }
  }

  @Test
  void whoIsDisplacedTimeAndAgainIsInUseElsewhere() throws Exception {
    Path home = folder.resolve("twice.there");
    try (WireTap tap = WireTap.before(node().url())) {
      Godwit.register(home, new Secret.KeyFile(), tap.url(), "twice.there", PASSWORD);
      try (Godwit godwit = open(home);
          HttpClient http = HttpClient.newHttpClient()) {
        for (int time = 0; time < Backoff.DISPLACED_EARLY_MAX; time++) {
          assertTrue(godwit.awaitOnline(Duration.ofSeconds(30)));
          assertEquals(
              CloseCode.DISPLACED.code(), Copy.open(http, tap.token()).get(30, TimeUnit.SECONDS));
        }
        assertTrue(godwit.awaitOnline(Duration.ofSeconds(30)));
        CompletableFuture<Integer> last = Copy.open(http, tap.token());
        Await.until("ended", () -> godwit.connection().state() == Connection.State.ENDED);
        assertEquals(CloseCode.DISPLACED.text(), godwit.connection().sentence());
        assertFalse(last.isDone(), "who came last stays");
      }
    }
  }

  /// A session of a device from elsewhere, which stays until it is displaced itself.
  private static final class Copy implements WebSocket.Listener {
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    /// Answers the code that it is closed with.
    static CompletableFuture<Integer> open(HttpClient http, String token) {
      Copy copy = new Copy();
      WebSocket socket =
          http.newWebSocketBuilder()
              .header("Authorization", "Bearer " + token)
              .buildAsync(URI.create("ws://" + node().url().getAuthority() + "/v1/socket"), copy)
              .join();
      Hello hello = new Hello(Limits.PROTOCOL_VERSION, "copy", 0, List.of(), 1, 0);
      socket.sendBinary(ByteBuffer.wrap(Frame.encode(hello).toArray()), true).join();
      return copy.closed;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }
  }

  @Test
  void aSecondOpenerOfAHomeIsAGuestAndTakesOver() throws Exception {
    Path annHome = register("ann.guest");
    register("ben.guest");
    Godwit owner = open(annHome);
    try (Godwit guest = open(annHome)) {
      assertTrue(owner.isOwner());
      assertFalse(guest.isOwner());
      owner.connect();
      guest.send(to("ben.guest"), "through the owner");
      Await.until("sent", () -> tickOf(owner, "ben.guest", "through the owner") == Tick.SENT);
      guest.connect();
      owner.close();
      Await.until("taken over", guest::isOwner);
      guest.send(to("ben.guest"), "by itself");
      Await.until("sent", () -> tickOf(guest, "ben.guest", "by itself") == Tick.SENT);
    }
  }

  @Test
  void aHandleThatIsTakenIsRefusedAndTheHomeStaysUsable() {
    register("first.one");
    Path home = folder.resolve("second.one");
    GodwitException e =
        assertThrows(
            GodwitException.class,
            () -> Godwit.register(home, new Secret.KeyFile(), node().url(), "first.one", PASSWORD));
    assertEquals(new Reason.Refused(ErrorCode.HANDLE_TAKEN, 0), e.reason());
    Godwit.register(home, new Secret.KeyFile(), node().url(), "second.one", PASSWORD);
  }

  @Test
  void aRegistrationWhoseAnswerWasLostIsDoneAgain() {
    Path home = folder.resolve("lost.answer");
    LyingNode.Lie losing =
        (request, answer) -> request.startsWith("GET ") ? Optional.of(answer) : Optional.empty();
    try (LyingNode proxy = LyingNode.before(node().url(), losing)) {
      GodwitException e =
          assertThrows(
              GodwitException.class,
              () ->
                  Godwit.register(
                      home, new Secret.KeyFile(), proxy.url(), "lost.answer", PASSWORD));
      assertEquals(Reason.Local.NODE_UNREACHABLE, e.reason());
    }
    Godwit.register(home, new Secret.KeyFile(), node().url(), "lost.answer", PASSWORD);
    try (Godwit godwit = open(home)) {
      assertEquals("lost.answer", godwit.me().handle());
    }
  }

  @Test
  void aSignInThatTheNodeHasEndedIsBegunAnewByTheDevicesKey() throws InterruptedException {
    Path folder = register("used.elsewhere");
    Home home = new Home(folder);
    byte[] key = HomeKey.read(home, new Secret.KeyFile());
    try (LocalStore store = LocalStore.open(home, key);
        HttpClient http = HttpClient.newHttpClient()) {
      NodeApi api = new NodeApi(http, node().url());
      String first = SignIn.Tokens.load(store).refresh();
      SignIn.Tokens second = SignIn.Tokens.of(refreshed(api, first), 0);
      String third = SignIn.Tokens.of(refreshed(api, first), 0).refresh();
      assertNotEquals(second.refresh(), third);
      store.apply(List.of(new SignIn.Tokens("", second.refresh(), 0).change()));
    }
    try (Godwit godwit = open(folder)) {
      assertTrue(godwit.awaitOnline(Duration.ofSeconds(30)));
    }
  }

  private static JsonNode refreshed(NodeApi api, String refreshToken) {
    return api.post("/v1/sessions/refresh", Json.object().put("refreshToken", refreshToken));
  }

  @Test
  void aHandleThatIsNobodysIsRefused() throws InterruptedException {
    Path home = register("asks.nobody");
    try (Godwit godwit = open(home)) {
      assertTrue(godwit.awaitOnline(Duration.ofSeconds(30)));
      GodwitException e =
          assertThrows(GodwitException.class, () -> godwit.send(to("no.such.one"), "hello"));
      assertEquals(new Reason.Refused(ErrorCode.ACCOUNT_UNKNOWN, 0), e.reason());
      assertEquals(0, godwit.waiting());
    }
  }

  @Test
  void aGroupWithHandlesThatAreNobodysIsNotMadeAndTheyAreNamed() throws InterruptedException {
    register("is.somebody");
    List<String> handles = List.of("@is.somebody", "@no.such.one", "@nor.this");
    try (Godwit godwit = open(register("asks.several"))) {
      assertTrue(godwit.awaitOnline(Duration.ofSeconds(30)));
      Groups groups = godwit.groups();
      GodwitException e =
          assertThrows(
              GodwitException.class,
              () -> groups.create("Ghosts", "", new byte[0], handles, GroupRules.NEW_GROUP));
      assertEquals(new Reason.Refused(ErrorCode.ACCOUNT_UNKNOWN, 0), e.reason());
      assertTrue(e.sentence().startsWith("@no.such.one, @nor.this: "), e::sentence);
      assertEquals(List.of(), godwit.conversations());
    }
  }

  @Test
  void nobodyWritesToThemselves() {
    Path home = register("only.me");
    try (Godwit godwit = open(home)) {
      GodwitException e =
          assertThrows(GodwitException.class, () -> godwit.send(to("only.me"), "hello"));
      assertEquals(Reason.Local.UNKNOWN_CONVERSATION, e.reason());
      assertEquals(0, godwit.waiting());
    }
  }

  @Test
  void aTextThatIsEmptyOrTooLongIsRefused() {
    Path home = register("says.much");
    try (Godwit godwit = open(home)) {
      for (String text : List.of("", "  \n", "x".repeat(70_000))) {
        GodwitException e =
            assertThrows(GodwitException.class, () -> godwit.send(to("ann.ticks"), text));
        assertEquals(Reason.Local.TEXT_INVALID, e.reason());
      }
    }
  }

  @Test
  void aPassphraseIsAskedForAndChecked() {
    Path home = folder.resolve("pass.phrase");
    Secret right = new Secret.Passphrase("open sesame".toCharArray());
    Godwit.register(home, right, node().url(), "pass.phrase", PASSWORD);
    Godwit.open(home, right).close();
    Secret wrong = new Secret.Passphrase("open barley".toCharArray());
    for (Secret secret : List.of(wrong, new Secret.KeyFile())) {
      GodwitException e =
          assertThrows(GodwitException.class, () -> Godwit.open(home, secret).close());
      assertEquals(Reason.Local.HOME_LOCKED, e.reason());
    }
  }

  @Test
  void historyComesInPagesWithoutGaps() {
    Path annHome = register("ann.pages");
    register("ben.pages");
    try (Godwit ann = open(annHome)) {
      ann.connect();
      for (int i = 0; i < 25; i++) {
        ann.send(to("ben.pages"), "number " + i);
      }
      Await.until("all sent", () -> ann.waiting() == 0);
      List<Message> newest = ann.history(to("ben.pages"), 0, 10);
      List<Message> older = ann.history(to("ben.pages"), newest.getLast().sequence(), 100);
      assertEquals(10, newest.size());
      assertEquals("number 24", newest.getFirst().text());
      assertEquals("number 14", older.getFirst().text());
      assertEquals("number 0", older.getLast().text());
    }
  }
}
