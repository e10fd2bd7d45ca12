package dev.godwit.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.node.TestNode.Signed;
import dev.godwit.testkit.SignedDevice;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Goodbye;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The WebSocket: who may open it, and what becomes of devices that break the protocol.
final class SocketTest {
  private static final SignedDevice ALICE = SignedDevice.of(1);

  private TestNode node;
  private Signed alice;

  @BeforeEach
  void start() throws Exception {
    node = TestNode.start();
    alice = node.register("alice", ALICE);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void upgradeWantsAGoodToken() {
    assertEquals(401, refusedStatus(""));
    assertEquals(401, refusedStatus("nonsense"));
    String token = alice.accessToken();
    String broken = token.substring(0, token.length() - 6) + "AAAAAA";
    assertEquals(401, refusedStatus(broken));
  }

  @Test
  void tokenInTheAddressIsNotLookedAt() {
    URI uri =
        URI.create(
            "ws://localhost:" + node.port() + "/v1/socket?access_token=" + alice.accessToken());
    CompletionException refused =
        assertThrows(
            CompletionException.class,
            () ->
                node.http
                    .newWebSocketBuilder()
                    .buildAsync(uri, new WebSocket.Listener() {})
                    .join());
    assertInstanceOf(WebSocketHandshakeException.class, refused.getCause());
  }

  @Test
  void browsersPutTheTokenBehindTheSubprotocol() {
    WebSocket socket =
        node.http
            .newWebSocketBuilder()
            .subprotocols("godwit.v1", "bearer." + alice.accessToken())
            .buildAsync(
                URI.create("ws://localhost:" + node.port() + "/v1/socket"),
                new WebSocket.Listener() {})
            .join();
    assertEquals("godwit.v1", socket.getSubprotocol());
    socket.abort();
  }

  @Test
  void heartbeatIsAnswered() {
    TestSocket socket = TestSocket.open(node, alice);
    socket.send(new Heartbeat(1));
    assertTrue(socket.await(Heartbeat.class).time() > 1);
  }

  @Test
  void malformedFrameEndsTheSession() throws Exception {
    TestSocket socket = TestSocket.open(node, alice);
    socket.send(Bytes.owned(HexFormat.of().parseHex("0a7f01")));
    assertEquals(ErrorCode.MALFORMED_FRAME.code(), socket.await(Error.class).code());
    assertEquals(CloseCode.PROTOCOL_VIOLATED.code(), socket.awaitClose());
  }

  @Test
  void textIsNoFrame() throws Exception {
    TestSocket socket = TestSocket.open(node, alice);
    socket.sendText("hello");
    assertEquals(CloseCode.PROTOCOL_VIOLATED.code(), socket.awaitClose());
  }

  @Test
  void unknownFrameIsAnsweredAndTheSessionGoesOn() {
    TestSocket socket = TestSocket.open(node, alice);
    socket.send(Bytes.owned(HexFormat.of().parseHex("fa3f00")));
    assertEquals(ErrorCode.UNKNOWN_FRAME.code(), socket.await(Error.class).code());
    socket.send(new Heartbeat(1));
    socket.await(Heartbeat.class);
  }

  @Test
  void frameBeyondTheLimitEndsTheConnection() throws Exception {
    TestSocket socket = TestSocket.open(node, alice);
    socket.trySend(Bytes.owned(new byte[Limits.FRAME_BYTES_MAX + 1]));
    assertEquals(ErrorCode.MALFORMED_FRAME.code(), socket.await(Error.class).code());
    assertEquals(CloseCode.PROTOCOL_VIOLATED.code(), socket.awaitClose());
  }

  @Test
  void secondSessionOfADeviceDisplacesTheFirst() throws Exception {
    TestSocket first = TestSocket.open(node, alice);
    TestSocket second = TestSocket.open(node, alice);
    assertEquals(CloseCode.DISPLACED.code(), first.awaitClose());
    second.send(new Heartbeat(1));
    second.await(Heartbeat.class);
  }

  @Test
  void versionOfTheFutureIsRefused() throws Exception {
    TestSocket socket = TestSocket.connect(node, alice.accessToken());
    socket.send(new Hello(0, "test", 0, List.of(), 1, 0));
    assertEquals(CloseCode.UNSUPPORTED_VERSION.code(), socket.awaitClose());
  }

  @Test
  void drainSaysGoodbyeAfterEverythingElse() throws Exception {
    TestSocket socket = TestSocket.open(node, alice);
    for (int count = 0; count < 50; count++) {
      socket.send(new Heartbeat(count));
    }
    socket.await(Heartbeat.class);
    node.stop();
    Goodbye goodbye = socket.await(Goodbye.class);
    assertEquals(CloseCode.DRAINING.code(), goodbye.closeCode());
    assertTrue(goodbye.reconnectMillisMax() > 0);
    assertEquals(CloseCode.DRAINING.code(), socket.awaitClose());
  }

  private int refusedStatus(String token) {
    CompletionException refused =
        assertThrows(CompletionException.class, () -> TestSocket.connect(node, token));
    return assertInstanceOf(WebSocketHandshakeException.class, refused.getCause())
        .getResponse()
        .statusCode();
  }
}
