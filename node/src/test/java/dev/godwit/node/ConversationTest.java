package dev.godwit.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.core.conversation.DirectConversation;
import dev.godwit.node.TestNode.Answer;
import dev.godwit.node.TestNode.Signed;
import dev.godwit.testkit.SignedDevice;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.CommitAttachment;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Read;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Role;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import dev.godwit.wire.WelcomeSecrets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A direct conversation over a node: sockets and REST together.
final class ConversationTest {
  private static final SignedDevice ALICE = SignedDevice.of(1);
  private static final SignedDevice BOB = SignedDevice.of(2);
  private static final SignedDevice EVE = SignedDevice.of(3);
  private static final ConversationId CONVERSATION =
      DirectConversation.idOf(ALICE.account(), BOB.account());

  private TestNode node;
  private Signed alice;
  private Signed bob;

  @BeforeEach
  void start() throws Exception {
    node = TestNode.start();
    alice = node.register("alice", ALICE);
    bob = node.register("bob", BOB);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void messageShowsAllThreeTicks() {
    TestSocket from = TestSocket.open(node, alice);
    TestSocket to = TestSocket.open(node, bob);
    create(from);
    from.send(message(7, "hello"));
    Sent sent = (Sent) from.await(frame -> frame instanceof Sent it && it.id().low() == 7);
    assertEquals(2, sent.sequence());
    Entry entry = (Entry) to.await(frame -> frame instanceof Entry it && it.sequence() == 2);
    assertEquals(bytes("hello"), entry.payload());
    to.send(new Ack(CONVERSATION, 2));
    from.await(frame -> frame instanceof Receipt it && it.cursors().getFirst().delivered() == 2);
    to.send(new Read(CONVERSATION, 2));
    from.await(frame -> frame instanceof Receipt it && it.cursors().getFirst().read() == 2);
  }

  @Test
  void restSendReachesTheSocketAndThePageShowsItsReceipt() throws Exception {
    TestSocket from = TestSocket.open(node, alice);
    TestSocket to = TestSocket.open(node, bob);
    create(from);
    Answer sent = node.post("/v1/messages", alice, sending("alice", "BOB", "hello")).done();
    assertEquals(2, sent.body().path("sequence").asLong());
    Entry entry = (Entry) to.await(frame -> frame instanceof Entry it && it.sequence() == 2);
    assertEquals(bytes("hello"), entry.payload());
    assertEquals(bytes("meta"), entry.clientMetaData());
    assertEquals("sent", page(alice, "").get(0).path("receipt").asText());
    to.send(new Ack(CONVERSATION, 2));
    from.await(frame -> frame instanceof Receipt it && it.cursors().getFirst().delivered() == 2);
    JsonNode last = page(alice, "?messageCount=1").get(0);
    assertEquals("delivered", last.path("receipt").asText());
    assertEquals(2, last.path("sequence").asLong());
    assertEquals(TestNode.base64(bytes("meta")), last.path("clientMetaData").asText());
  }

  @Test
  void sameIdIsStoredOnce() throws Exception {
    create(TestSocket.open(node, alice));
    ObjectNode body = sending("alice", "bob", "hello").put("id", new EntryId(1, 9).toString());
    Answer first = node.post("/v1/messages", alice, body).done();
    Answer second = node.post("/v1/messages", alice, body).done();
    assertEquals(first.body(), second.body());
    assertEquals(1, page(bob, "").size());
  }

  @Test
  void pageGoesBackwardsFromTheNewest() throws Exception {
    create(TestSocket.open(node, alice));
    for (int count = 0; count < 9; count++) {
      node.post("/v1/messages", alice, sending("alice", "bob", "m" + count)).done();
    }
    JsonNode newest = page(bob, "?messageCount=3");
    assertEquals(List.of(8L, 9L, 10L), sequences(newest));
    assertEquals(List.of(5L, 6L, 7L), sequences(page(bob, "?messageCount=3&offset=3")));
    assertEquals(List.of(), sequences(page(bob, "?messageCount=3&offset=10")));
    assertEquals(List.of(), sequences(page(bob, "?messageCount=3&timeStamp=1")));
    long time = newest.get(0).path("time").asLong();
    assertTrue(sequences(page(bob, "?timeStamp=" + time)).contains(8L));
  }

  @Test
  void foreignConversationLooksLikeNone() throws Exception {
    create(TestSocket.open(node, alice));
    Signed eve = node.register("eve", EVE);
    for (String part : List.of("messages", "group-info", "welcomes/1")) {
      Answer answer = node.get(path(part), eve);
      assertEquals("CONVERSATION_UNKNOWN", answer.code());
      assertEquals(404, answer.status());
    }
    String nowhere = "/v1/conversations/" + "a".repeat(32) + "/messages";
    assertEquals("CONVERSATION_UNKNOWN", node.get(nowhere, eve).code());
  }

  @Test
  void sendingForSomebodyElseIsForbidden() throws Exception {
    create(TestSocket.open(node, alice));
    Answer forged = node.post("/v1/messages", alice, sending("bob", "alice", "x"));
    assertEquals("FORBIDDEN", forged.code());
    Answer nobody = node.post("/v1/messages", alice, sending("alice", "nobody", "x"));
    assertEquals("ACCOUNT_UNKNOWN", nobody.code());
    ObjectNode oversized = sending("alice", "bob", "x".repeat(Limits.ENTRY_BYTES_MAX + 1));
    assertEquals("ENTRY_TOO_LARGE", node.post("/v1/messages", alice, oversized).code());
    ObjectNode stale = sending("alice", "bob", "x").put("epoch", 9);
    assertEquals("STALE_EPOCH", node.post("/v1/messages", alice, stale).code());
    ObjectNode meta = sending("alice", "bob", "x");
    meta.put("clientMetaData", TestNode.base64(bytes("x".repeat(1_025))));
    assertEquals("MALFORMED_REQUEST", node.post("/v1/messages", alice, meta).code());
    assertEquals(0, page(bob, "").size());
  }

  @Test
  void joinersGetTheCommonPartOfTheirWelcome() throws Exception {
    create(TestSocket.open(node, alice));
    assertEquals(
        new CommitAttachment(bytes("welcome"), bytes("info"), bytes("tree")),
        node.welcome(path("welcomes/1"), bob));
    Answer info = node.get(path("group-info"), bob).done();
    assertEquals(TestNode.base64(bytes("info")), info.text("groupInfo"));
    assertEquals(1, info.body().path("epoch").asLong());
    assertEquals("NOT_FOUND", node.get(path("welcomes/2"), bob).code());
  }

  private JsonNode page(Signed who, String query) throws Exception {
    return node.get(path("messages") + query, who).done().body().path("entries");
  }

  private static List<Long> sequences(JsonNode entries) {
    return entries.findValues("sequence").stream().map(JsonNode::asLong).toList();
  }

  private static String path(String part) {
    return "/v1/conversations/" + CONVERSATION + "/" + part;
  }

  private static ObjectNode sending(String from, String to, String text) {
    return TestNode.object()
        .put("fromUser", from)
        .put("toUser", to)
        .put("clientMetaData", TestNode.base64(bytes("meta")))
        .put("message", TestNode.base64(bytes(text)))
        .put("epoch", 1);
  }

  private static Send message(long id, String text) {
    return new Send(CONVERSATION, new EntryId(0, id), 1, bytes(text), Bytes.EMPTY);
  }

  /// Makes the conversation, with one device of each account.
  static void create(TestSocket from) {
    EntryId id = new EntryId(0, 1);
    from.send(
        new Commit(
            CONVERSATION,
            id,
            0,
            bytes("commit"),
            ConversationKind.DIRECT,
            List.of(added(ALICE, Role.OWNER), added(BOB, Role.OWNER)),
            bytes("welcome"),
            List.of(new WelcomeSecrets(BOB.account(), BOB.id(), bytes("secrets"))),
            bytes("info"),
            bytes("tree"),
            GroupSettings.NONE));
    from.await(frame -> frame instanceof Sent sent && sent.id().equals(id));
  }

  private static MemberChange added(SignedDevice device, Role role) {
    return new MemberChange(device.account(), MemberChangeKind.ADDED, role, List.of(device.id()));
  }

  static Bytes bytes(String text) {
    return Bytes.owned(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
