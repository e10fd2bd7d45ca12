package dev.godwit.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.node.TestNode.Answer;
import dev.godwit.node.TestNode.Signed;
import dev.godwit.testkit.SignedDevice;
import dev.godwit.wire.CloseCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Accounts, sign-ins, devices and key packages as a client sees them.
final class AccountsOverRestTest {
  private static final SignedDevice ALICE = SignedDevice.of(1);
  private static final SignedDevice BOB = SignedDevice.of(2);

  private TestNode node;

  @BeforeEach
  void start() throws Exception {
    node = TestNode.start();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void registeringSignsTheFirstDeviceIn() throws Exception {
    Signed alice = node.register("Alice_1", ALICE);
    Answer found = node.get("/v1/handles/ALICE_1", alice).done();
    assertEquals(ALICE.account().toString(), found.text("account"));
    assertEquals("alice_1", found.text("handle"));
    assertEquals(TestNode.base64(ALICE.identityKey()), found.text("identityKey"));
    JsonNode device = found.body().path("devices").get(0);
    assertEquals(ALICE.id().toString(), device.path("id").asText());
    assertEquals(TestNode.base64(ALICE.certificate()), device.path("certificate").asText());
    assertFalse(device.path("revoked").asBoolean());
    assertEquals(found.body(), node.get("/v1/accounts/" + ALICE.account(), alice).body());
  }

  @Test
  void manyAreFoundByTheirHandlesWithOneRequest() throws Exception {
    Signed alice = node.register("alice", ALICE);
    node.register("bob", BOB);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("handles").add("BOB").add("nobody-here").add("alice").add("unknown");
    JsonNode found = node.post("/v1/handles", alice, body).done().body().path("accounts");
    assertEquals(
        List.of("bob", "alice"),
        found.valueStream().map(each -> each.path("handle").asText()).toList());
    assertEquals(BOB.account().toString(), found.get(0).path("account").asText());
    assertEquals(TestNode.base64(BOB.identityKey()), found.get(0).path("identityKey").asText());
  }

  @Test
  void registrationIsRefusedWithTheReason() throws Exception {
    node.register("alice", ALICE);
    assertRefused("HANDLE_TAKEN", 409, TestNode.registration("ALICE", BOB));
    assertRefused("ACCOUNT_EXISTS", 409, TestNode.registration("other", ALICE));
    for (String handle : List.of("ab", "1abc", "a b", "a".repeat(33), "ümlaut", "a-b")) {
      assertRefused("HANDLE_INVALID", 400, TestNode.registration(handle, BOB));
    }
    for (String password : List.of("1234567", "x".repeat(257))) {
      ObjectNode body = TestNode.registration("bob", BOB).put("password", password);
      assertRefused("PASSWORD_INVALID", 400, body);
    }
    assertRefused("DEVICE_KEY_IN_USE", 409, TestNode.registration("bob", BOB.withKeyOf(ALICE)));
    assertEquals("ACCOUNT_UNKNOWN", find("bob").code());
  }

  @Test
  void certificateMustBelongToAccountDeviceAndIdentity() throws Exception {
    for (var wrong :
        List.of(
            BOB.certificate(ALICE.account(), BOB.id()),
            BOB.certificate(BOB.account(), ALICE.id()),
            ALICE.certificate(BOB.account(), BOB.id()))) {
      ObjectNode body = TestNode.registration("bob", BOB);
      body.withObjectProperty("device").put("certificate", TestNode.base64(wrong));
      assertRefused("CERTIFICATE_INVALID", 400, body);
    }
    ObjectNode garbage = TestNode.registration("bob", BOB);
    garbage.withObjectProperty("device").put("certificate", "AAAA");
    assertRefused("CERTIFICATE_INVALID", 400, garbage);
  }

  @Test
  void signInWantsTheRightPassword() throws Exception {
    node.register("alice", ALICE);
    Answer right = node.post("/v1/sessions", TestNode.signIn("ALICE", TestNode.PASSWORD, ALICE));
    assertEquals(ALICE.account().toString(), right.done().text("account"));
    Answer wrong = node.post("/v1/sessions", TestNode.signIn("alice", "wrong horse", ALICE));
    Answer nobody = node.post("/v1/sessions", TestNode.signIn("nobody", "wrong horse", ALICE));
    assertEquals("BAD_CREDENTIALS", wrong.code());
    assertEquals(401, wrong.status());
    assertEquals(wrong.body(), nobody.body());
  }

  @Test
  void signInsOfOneHandleAreLimited() throws Exception {
    node.register("alice", ALICE);
    ObjectNode wrong = TestNode.signIn("alice", "wrong horse", ALICE);
    for (int count = 0; count < 10; count++) {
      assertEquals("BAD_CREDENTIALS", node.post("/v1/sessions", wrong).code());
    }
    Answer limited = node.post("/v1/sessions", TestNode.signIn("ALICE", TestNode.PASSWORD, ALICE));
    assertEquals("RATE_LIMITED", limited.code());
    assertEquals(429, limited.status());
    assertTrue(limited.response().headers().firstValueAsLong("retry-after").orElse(0) > 0);
    node.register("bob", BOB);
  }

  @Test
  void refreshRotatesAndReuseEndsTheFamily() throws Exception {
    Signed alice = node.register("alice", ALICE);
    Signed second = refresh(alice);
    Signed third = refresh(second);
    assertNotEquals(alice.refreshToken(), second.refreshToken());
    node.get("/v1/devices", third).done();
    assertEquals("TOKEN_REUSED", post(alice).code());
    assertEquals("UNAUTHORIZED", post(third).code());
    assertEquals("UNAUTHORIZED", node.get("/v1/devices", third).code());
  }

  @Test
  void signedOutTokensAreRefused() throws Exception {
    Signed alice = node.register("alice", ALICE);
    node.delete("/v1/sessions/current", alice).done();
    assertEquals("UNAUTHORIZED", node.get("/v1/devices", alice).code());
    assertEquals("UNAUTHORIZED", post(alice).code());
  }

  @Test
  void revokedDeviceIsOutAtOnce() throws Exception {
    Signed first = node.register("alice", ALICE);
    SignedDevice phone = ALICE.another(7);
    Signed second =
        Signed.of(
            phone, node.post("/v1/sessions", TestNode.signIn("alice", TestNode.PASSWORD, phone)));
    TestSocket socket = TestSocket.open(node, second);
    assertEquals(2, node.get("/v1/devices", first).done().body().path("devices").size());
    node.delete("/v1/devices/" + phone.id(), first).done();
    assertEquals(CloseCode.DEVICE_REVOKED.code(), socket.awaitClose());
    assertEquals("UNAUTHORIZED", node.get("/v1/devices", second).code());
    ObjectNode added = TestNode.object();
    added.set("keyPackages", TestNode.keyPackages("p", 2));
    assertEquals("UNAUTHORIZED", node.post("/v1/key-packages", second, added).code());
    assertEquals("UNAUTHORIZED", post(second).code());
    Answer again = node.post("/v1/sessions", TestNode.signIn("alice", TestNode.PASSWORD, phone));
    assertEquals("DEVICE_REVOKED", again.code());
    assertEquals("NOT_FOUND", node.delete("/v1/devices/" + BOB.id(), first).code());
  }

  @Test
  void keyPackagesAreClaimedOnce() throws Exception {
    Signed alice = node.register("alice", ALICE);
    Signed bob = node.register("bob", BOB);
    ObjectNode added = TestNode.object();
    added.set("keyPackages", TestNode.keyPackages("p", 2));
    assertEquals(2, node.post("/v1/key-packages", bob, added).done().body().path("count").asInt());
    assertEquals(2, node.get("/v1/key-packages", bob).done().body().path("count").asInt());
    assertNotEquals(claim(alice), claim(alice));
    Answer none = node.post(claimPath(), alice, TestNode.object());
    assertEquals("NO_KEY_PACKAGE", none.code());
    assertEquals(0, node.get("/v1/key-packages", bob).done().body().path("count").asInt());
  }

  @Test
  void oddKeyPackagesAreRefused() throws Exception {
    Signed bob = node.register("bob", BOB);
    ObjectNode empty = TestNode.object();
    empty.putArray("keyPackages").addObject().put("bytes", "").put("expires", 1);
    assertEquals("KEY_PACKAGE_INVALID", node.post("/v1/key-packages", bob, empty).code());
    ObjectNode many = TestNode.object();
    many.set("keyPackages", TestNode.keyPackages("p", 102));
    Answer refused = node.post("/v1/key-packages", bob, many);
    assertEquals("MALFORMED_REQUEST", refused.code());
    assertEquals("keyPackages", refused.text("at"));
  }

  @Test
  void accountThatAsksTooMuchIsSlowedDown() throws Exception {
    try (TestNode slow = TestNode.start("limit", Map.of("requests-per-second", 1))) {
      Signed alice = slow.register("alice", ALICE);
      Answer last = slow.get("/v1/devices", alice);
      for (int count = 0; count < 700 && last.status() == 200; count++) {
        last = slow.get("/v1/devices", alice);
      }
      assertEquals("RATE_LIMITED", last.code());
    }
  }

  private String claim(Signed who) throws Exception {
    JsonNode claimed =
        node.post(claimPath(), who, TestNode.object()).done().body().path("keyPackages").get(0);
    assertEquals(BOB.id().toString(), claimed.path("device").asText());
    assertEquals(TestNode.base64(BOB.certificate()), claimed.path("certificate").asText());
    return claimed.path("keyPackage").asText();
  }

  private static String claimPath() {
    return "/v1/accounts/" + BOB.account() + "/key-packages/claim";
  }

  private Answer find(String handle) throws Exception {
    SignedDevice somebody = SignedDevice.of(99);
    return node.get("/v1/handles/" + handle, node.register("somebody", somebody));
  }

  private Answer post(Signed who) throws Exception {
    ObjectNode body = TestNode.object().put("refreshToken", who.refreshToken());
    return node.post("/v1/sessions/refresh", body);
  }

  private Signed refresh(Signed who) throws Exception {
    return Signed.of(who.device(), post(who));
  }

  private void assertRefused(String code, int status, ObjectNode registration) throws Exception {
    Answer answer = node.post("/v1/accounts", registration);
    assertEquals(code, answer.code());
    assertEquals(status, answer.status());
    assertFalse(answer.text("text").isEmpty());
  }
}
