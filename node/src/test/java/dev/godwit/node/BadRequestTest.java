package dev.godwit.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.node.TestNode.Answer;
import dev.godwit.node.TestNode.Signed;
import dev.godwit.testkit.Faults.Fault;
import dev.godwit.testkit.SignedDevice;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests that are wrong in every way get a typed error, and the node goes on.
final class BadRequestTest {
  private static final SignedDevice ALICE = SignedDevice.of(1);

  private TestNode node;

  @BeforeEach
  void start() throws Exception {
    node = TestNode.start();
  }

  @AfterEach
  void stop() throws Exception {
    node.get("/healthz").done();
    node.close();
  }

  @Test
  void unknownAddressAndMethodAreTold() throws Exception {
    assertEquals("NOT_FOUND", node.get("/v1/nothing").code());
    assertEquals("NOT_FOUND", node.get("/v1/socket").code());
    Answer wrong = node.exchange(node.request("/v1/accounts").PUT(BodyPublishers.noBody()));
    assertEquals("METHOD_NOT_ALLOWED", wrong.code());
    assertEquals(405, wrong.status());
    assertEquals("POST", wrong.response().headers().firstValue("allow").orElse(""));
  }

  @Test
  void bodyThatIsNotTheDocumentedJsonIsTold() throws Exception {
    for (String body : List.of("", "{", "[]", "\"text\"", "null", "{\"a\":".repeat(500))) {
      Answer answer =
          node.exchange(node.request("/v1/accounts").POST(BodyPublishers.ofString(body)));
      assertEquals("MALFORMED_REQUEST", answer.code());
      assertEquals(400, answer.status());
    }
    ObjectNode registration = TestNode.registration("alice", ALICE);
    assertAt("account", registration.deepCopy().put("account", "xyz"));
    assertAt("account", registration.deepCopy().put("account", 7));
    assertAt("password", registration.deepCopy().remove(List.of("password")));
    assertAt("identityKey", registration.deepCopy().put("identityKey", "~~"));
    assertAt("identityKey", registration.deepCopy().put("identityKey", "A".repeat(64)));
    ObjectNode inside = registration.deepCopy();
    inside.withObjectProperty("device").remove("id");
    assertAt("device.id", inside);
    ObjectNode items = registration.deepCopy();
    items.withArrayProperty("keyPackages").addObject().put("bytes", "AAAA").put("expires", -1);
    assertAt("keyPackages[0].expires", items);
  }

  @Test
  void parametersAreChecked() throws Exception {
    Signed alice = node.register("alice", ALICE);
    String conversation = "/v1/conversations/" + "a".repeat(32) + "/messages";
    for (String query : List.of("messageCount=201", "offset=-1", "timeStamp=x", "offset=")) {
      Answer answer = node.get(conversation + "?" + query, alice);
      assertEquals("MALFORMED_REQUEST", answer.code());
      assertEquals(query.substring(0, query.indexOf('=')), answer.text("at"));
    }
    assertEquals("MALFORMED_REQUEST", node.get("/v1/accounts/ABC", alice).code());
    assertTrue(raw("GET /v1/%zz HTTP/1.1\r\nHost: x\r\n\r\n").contains("MALFORMED_REQUEST"));
  }

  @Test
  void everyRouteThatNeedsATokenWantsAGoodOne() throws Exception {
    String id = "a".repeat(32);
    List<String> paths =
        List.of(
            "/v1/devices",
            "/v1/key-packages",
            "/v1/accounts/" + id,
            "/v1/handles/alice",
            "/v1/conversations/" + id + "/messages",
            "/v1/conversations/" + id + "/group-info",
            "/v1/conversations/" + id + "/welcomes/1");
    Signed forged = new Signed(ALICE, "e30.e30.e30", "");
    for (String path : paths) {
      assertEquals("UNAUTHORIZED", node.get(path).code());
      assertEquals("UNAUTHORIZED", node.get(path, forged).code());
    }
    Signed alice = node.register("alice", ALICE);
    Answer inQuery = node.get("/v1/devices?access_token=" + alice.accessToken());
    assertEquals("UNAUTHORIZED", inQuery.code());
  }

  @Test
  void oversizedBodyIsRefused() throws Exception {
    int large = (1 << 20) + 1;
    String answer =
        raw("POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Length: " + large + "\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
    assertTrue(answer.contains("REQUEST_TOO_LARGE"), answer);
  }

  @Test
  void hugeHeadersAreRefused() throws Exception {
    String header = "X-Long: " + "x".repeat(20_000) + "\r\n";
    String answer = raw("GET /healthz HTTP/1.1\r\nHost: x\r\n" + header + "\r\n");
    assertTrue(answer.contains("REQUEST_TOO_LARGE"), answer);
    String line = raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    assertTrue(line.contains("REQUEST_TOO_LARGE"), line);
  }

  @Test
  void garbageIsRefused() throws Exception {
    assertTrue(raw("\0\1\2\3 garbage\r\n\r\n").contains("MALFORMED_REQUEST"));
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    String one = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    String last = "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    String answers = raw(one + one + last);
    assertEquals(3, answers.split("HTTP/1.1 ", -1).length - 1);
    assertTrue(answers.indexOf("NOT_FOUND") > answers.lastIndexOf("200 OK"));
  }

  @Test
  void slowRequestIsCutOff() throws Exception {
    try (TestNode hasty = TestNode.start("limit", Map.of("request-millis", 100))) {
      assertEquals("", raw(hasty, "GET /healthz HTTP/1.1\r\nHost: x\r\n"));
      assertEquals("", raw(hasty, ""));
      String answered = raw(hasty, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /he");
      assertTrue(answered.startsWith("HTTP/1.1 200"), answered);
    }
  }

  @Test
  void tooManyConnectionsOfOneAddressAreRefused() throws Exception {
    try (TestNode small =
        TestNode.start("limit", Map.of("connections-per-address", 2, "loopback", true))) {
      try (Socket one = connect(small);
          Socket two = connect(small)) {
        assertTrue(one.isConnected() && two.isConnected());
        String answer = raw(small, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        assertTrue(answer.contains("TOO_MANY_CONNECTIONS"), answer);
      }
    }
  }

  @Test
  void storeThatDoesNotAnswerIsTold() throws Exception {
    Signed alice = node.register("alice", ALICE);
    node.accounts.faults().reads(Fault.UNAVAILABLE);
    Answer answer = node.get("/v1/devices", alice);
    assertEquals("STORE_UNAVAILABLE", answer.code());
    assertEquals(503, answer.status());
    node.accounts.faults().heal();
    node.get("/v1/devices", alice).done();
  }

  @Test
  void answersCarrySecurityHeadersAndNoForeignOrigin() throws Exception {
    Answer answer =
        node.exchange(node.request("/docs").header("Origin", "https://example.org").GET());
    var headers = answer.response().headers();
    assertEquals("nosniff", headers.firstValue("x-content-type-options").orElse(""));
    assertTrue(headers.firstValue("content-security-policy").orElse("").contains("default-src"));
    assertTrue(headers.firstValue("access-control-allow-origin").isEmpty());
    assertTrue(headers.firstValue("date").orElse("").endsWith("GMT"));
  }

  @Test
  void headIsGetWithoutItsBody() throws Exception {
    String answer = raw("HEAD /docs HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  private void assertAt(String at, ObjectNode registration) throws Exception {
    Answer answer = node.post("/v1/accounts", registration);
    assertEquals("MALFORMED_REQUEST", answer.code());
    assertEquals(at, answer.text("at"));
  }

  private String raw(String request) throws Exception {
    return raw(node, request);
  }

  /// Sends bytes as they are and reads until the node closes, or has answered a refusal.
  private static String raw(TestNode to, String request) throws Exception {
    try (Socket socket = connect(to)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Socket connect(TestNode to) throws Exception {
    Socket socket = new Socket("localhost", to.port());
    socket.setSoTimeout((int) TestNode.PATIENCE.toMillis());
    return socket;
  }
}
