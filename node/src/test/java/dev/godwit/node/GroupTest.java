package dev.godwit.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.core.account.KeyPackage;
import dev.godwit.core.log.LogId;
import dev.godwit.node.TestNode.Answer;
import dev.godwit.node.TestNode.Signed;
import dev.godwit.testkit.SignedDevice;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.CommitAttachment;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.Sent;
import dev.godwit.wire.WelcomeSecrets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A group over a node: sockets and REST together.
final class GroupTest {
  private static final SignedDevice ALICE = SignedDevice.of(1);
  private static final SignedDevice BOB = SignedDevice.of(2);
  private static final SignedDevice EVE = SignedDevice.of(3);
  private static final ConversationId GROUP = new ConversationId(77, 77);
  private static final String PATH = "/v1/conversations/" + GROUP;
  private static final int LARGE_BYTES = 300 * 1024;
  private static final int PIECE_BYTES = 8 * 1024;

  private static final KeyPackage LAST_RESORT =
      new KeyPackage(bytes("id"), bytes("package"), Long.MAX_VALUE, true);

  private TestNode node;
  private Signed alice;
  private Signed bob;
  private Signed eve;
  private TestSocket aliceSocket;
  private TestSocket bobSocket;

  @BeforeEach
  void start() throws Exception {
    node = TestNode.start();
    alice = node.register("alice", ALICE);
    bob = node.register("bob", BOB);
    eve = node.register("eve", EVE);
    aliceSocket = TestSocket.open(node, alice);
    bobSocket = TestSocket.open(node, bob);
    Commit creation = commit(0, Bytes.EMPTY, added(ALICE, Role.OWNER), added(BOB, Role.MEMBER));
    assertEquals(1, sent(aliceSocket, creation).sequence());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private static MemberChange added(SignedDevice device, Role role) {
    return new MemberChange(device.account(), MemberChangeKind.ADDED, role, List.of(device.id()));
  }

  private static Commit commit(long epoch, Bytes payload, MemberChange... changes) {
    return new Commit(
        GROUP,
        new EntryId(3, epoch + 1),
        epoch,
        payload,
        ConversationKind.GROUP,
        List.of(changes),
        bytes("the common part"),
        List.of(new WelcomeSecrets(BOB.account(), BOB.id(), bytes("bob's part"))),
        bytes("info"),
        bytes("tree"),
        GroupSettings.NONE);
  }

  private static Bytes bytes(String text) {
    return Bytes.owned(text.getBytes(UTF_8));
  }

  private static Sent sent(TestSocket from, Commit commit) {
    from.send(commit);
    return (Sent) from.await(frame -> frame instanceof Sent it && it.id().equals(commit.id()));
  }

  private Answer makeLink(Signed by, int uses, boolean approval) throws Exception {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("expiresSeconds", 3_600).put("uses", uses).put("approval", approval);
    body.put("preview", "c2VhbGVk");
    return node.post(PATH + "/links", by, body);
  }

  private Answer join(Signed who, String link) throws Exception {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("proof", "");
    return node.post("/v1/links/" + link + "/join", who, body);
  }

  @Test
  void membersAreListedWithTheirRolesForMembersOnly() throws Exception {
    JsonNode answer = node.get(PATH + "/members", bob).done().body();
    JsonNode members = answer.path("members");
    assertEquals(1, answer.path("sequence").asLong());
    assertEquals(2, members.size());
    assertEquals("alice", members.get(0).path("handle").asText());
    assertEquals("owner", members.get(0).path("role").asText());
    assertEquals("member", members.get(1).path("role").asText());
    assertEquals(1, members.get(1).path("sinceSequence").asLong());
    assertTrue(members.get(1).path("since").asLong() > 0);
    assertEquals("CONVERSATION_UNKNOWN", node.get(PATH + "/members", eve).code());
  }

  @Test
  void theWelcomeIsOneForAllJoinersAndOnlyForThem() throws Exception {
    CommitAttachment first = node.welcome(PATH + "/welcomes/1", bob);
    assertEquals(first, node.welcome(PATH + "/welcomes/1", alice));
    assertEquals(bytes("tree"), first.ratchetTree());
    assertEquals("CONVERSATION_UNKNOWN", node.get(PATH + "/welcomes/1", eve).code());
    assertEquals("NOT_FOUND", node.get(PATH + "/welcomes/2", bob).code());
  }

  @Test
  void whoUsesALinkIsSeenByTheMembersAndLetIn() throws Exception {
    assertEquals("NOT_AN_ADMIN", makeLink(bob, 0, false).code());
    String link = makeLink(alice, 1, false).done().text("link");
    assertEquals("c2VhbGVk", node.get("/v1/links/" + link, eve).done().text("preview"));
    long sequence = join(eve, link).done().body().path("sequence").asLong();
    Entry request =
        (Entry) bobSocket.await(f -> f instanceof Entry it && it.sequence() == sequence);
    assertEquals(EntryKind.JOIN_REQUEST, request.kind());
    assertEquals(sequence, join(eve, link).done().body().path("sequence").asLong());
    JsonNode waiting = node.get(PATH + "/requests", alice).done().body().path("requests");
    assertEquals("eve", waiting.get(0).path("handle").asText());
    assertEquals("NOT_AN_ADMIN", node.get(PATH + "/requests", bob).code());
    sent(bobSocket, commit(1, bytes("commit"), added(EVE, Role.MEMBER)));
    assertEquals(3, node.get(PATH + "/members", eve).done().body().path("members").size());
    assertEquals("LINK_UNKNOWN", node.get("/v1/links/" + link, eve).code());
  }

  @Test
  void aRevokedLinkIsUnknown() throws Exception {
    String link = makeLink(alice, 0, true).done().text("link");
    assertEquals(1, node.get(PATH + "/links", alice).done().body().path("links").size());
    assertEquals("NOT_AN_ADMIN", node.delete(PATH + "/links/" + link, bob).code());
    node.delete(PATH + "/links/" + link, alice).done();
    assertEquals("LINK_UNKNOWN", join(eve, link).code());
    assertEquals("LINK_UNKNOWN", node.get("/v1/links/nonsense", eve).code());
  }

  @Test
  void aRefusedRequestIsGone() throws Exception {
    String link = makeLink(alice, 0, true).done().text("link");
    join(eve, link).done();
    String request = PATH + "/requests/" + EVE.account();
    assertEquals("NOT_AN_ADMIN", node.delete(request, bob).code());
    node.delete(request, alice).done();
    assertEquals("JOIN_REQUEST_UNKNOWN", node.delete(request, alice).code());
  }

  @Test
  void keyPackagesOfManyAreClaimedByOneRequest() throws Exception {
    node.keyPackages.add(BOB.account(), BOB.id(), List.of(LAST_RESORT), 10);
    ArrayNode accounts = JsonNodeFactory.instance.arrayNode();
    AccountId nobody = new AccountId(123, 456);
    for (AccountId account : List.of(BOB.account(), EVE.account(), nobody)) {
      accounts.add(account.toString());
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().set("accounts", accounts);
    for (int i = 0; i < 2; i++) {
      JsonNode answer = node.post("/v1/key-packages/claim", alice, body).done().body();
      assertEquals(1, answer.path("keyPackages").size());
      assertEquals(
          BOB.account().toString(), answer.path("keyPackages").get(0).path("account").asText());
      assertEquals(
          List.of(EVE.account().toString(), nobody.toString()),
          answer.path("unreachable").valueStream().map(JsonNode::asText).toList());
    }
  }

  @Test
  void aLargeCommitOverALineThatBreaksLeavesNothing() {
    Bytes payload = Bytes.owned(new byte[LARGE_BYTES]);
    Commit commit = commit(1, payload, added(EVE, Role.MEMBER));
    byte[] frame = Frame.encode(commit).shared();
    for (int at = 0; at < frame.length / 2; at += PIECE_BYTES) {
      aliceSocket.sendPiece(frame, at, PIECE_BYTES);
    }
    aliceSocket.abort();
    TestSocket again = TestSocket.open(node, alice);
    assertEquals(1, node.logs.keptState(LogId.of(GROUP)).head());
    assertEquals(2, sent(again, commit).sequence());
    Entry entry = (Entry) bobSocket.await(f -> f instanceof Entry it && it.sequence() == 2);
    assertEquals(payload, entry.payload());
  }

  @Test
  void aRevokedDeviceDepartsFromTheGroup() throws Exception {
    node.delete("/v1/devices/" + BOB.id(), bob).done();
    Entry departure =
        (Entry) aliceSocket.await(f -> f instanceof Entry it && it.kind() == EntryKind.DEPARTURE);
    assertEquals(BOB.id(), departure.device());
    assertEquals(MemberChangeKind.DEVICES_REMOVED, departure.changes().getFirst().kind());
  }
}
