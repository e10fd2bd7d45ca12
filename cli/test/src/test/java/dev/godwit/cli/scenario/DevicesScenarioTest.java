package dev.godwit.cli.scenario;

import static dev.godwit.cli.scenario.Printed.awaitNamed;
import static dev.godwit.cli.scenario.Printed.awaitSaid;
import static dev.godwit.cli.scenario.Printed.events;
import static dev.godwit.cli.scenario.Printed.messages;
import static dev.godwit.cli.scenario.Printed.names;
import static dev.godwit.cli.scenario.Printed.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.client.testing.Await;
import dev.godwit.client.testing.JavaProcess;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A person with several devices and a friend, each device a command line of its own.
final class DevicesScenarioTest {
  private static final int NUMBER_DIGITS = 60;

  @RegisterExtension static final Scene SCENE = new Scene();

  private static List<JsonNode> does(String who, String... command) {
    return SCENE.does(who, command);
  }

  private static JsonNode conversation(String who) {
    return does(who, "conversations").getLast();
  }

  private static JsonNode safetyNumber(String who, String with) {
    return does(who, "verify", with).getLast();
  }

  /// Makes a home a device of an account; answers the device's id.
  private static String link(String newHome, String oldHome) {
    String url = SCENE.node().url().toString();
    try (JavaProcess linking = SCENE.start(newHome, "link", "--server", url)) {
      awaitNamed(linking, "code");
      String code = events(linking).getFirst().path("code").asText();
      assertEquals("approved", does(oldHome, "approve", code).getFirst().path("event").asText());
      Scene.succeeds(linking);
      assertEquals(List.of("code", "linked"), names(linking).subList(0, 2));
      assertTrue(events(linking).getLast().path("complete").asBoolean(), "history complete");
      return events(linking).get(1).path("device").asText();
    }
  }

  @Test
  void aPersonLinksADeviceChatsFromBothAndTakesItOutAgain() {
    SCENE.register("alice", "bob");
    JavaProcess bob = SCENE.listening("bob");
    JavaProcess alice = SCENE.start("alice", "listen");
    does("alice", "send", "@bob", "before", "--wait", "delivered");
    String phone = link("phone", "alice");

    assertEquals("before", does("phone", "history", "@bob").getLast().path("text").asText());
    does("phone", "send", "@bob", "from the phone", "--wait", "delivered");
    awaitSaid(bob, "alice: from the phone");
    awaitSaid(alice, "alice: from the phone");
    assertTrue(messages(alice).allMatch(each -> each.has("tick")), "told as her own");
    Await.until("shown as said and read", DevicesScenarioTest::isSaidAndRead);

    try (JavaProcess asked = SCENE.start("bob", "send", "@alice", "well?", "--wait", "read")) {
      awaitSaid(alice, "bob: well?");
      assertEquals(1, conversation("alice").path("unread").asInt());
      JavaProcess listening = SCENE.listening("phone");
      awaitSaid(listening, "bob: well?");
      Scene.succeeds(asked);
      does("phone", "pin", "@bob");
      does("phone", "verify", "@bob", "--mark");
      Await.until("read and pinned there", DevicesScenarioTest::isReadAndPinned);
      comparesNumbers();
      revokes(phone, listening, bob);
    }
    beginsAnew(alice, bob);
    alice.close();
  }

  private static boolean isSaidAndRead() {
    JsonNode newest = does("alice", "history", "@bob").getLast();
    return newest.path("text").asText().equals("from the phone")
        && newest.path("tick").asText().equals("read");
  }

  private static boolean isReadAndPinned() {
    JsonNode row = conversation("alice");
    return row.path("unread").asInt() == 0 && row.path("pinned").asBoolean();
  }

  private static void comparesNumbers() {
    JsonNode here = safetyNumber("alice", "@bob");
    String number = here.path("number").asText();
    assertTrue(here.path("verified").asBoolean(), "marked on the phone");
    assertEquals(NUMBER_DIGITS, number.replace(" ", "").length());
    assertEquals(number, safetyNumber("bob", "@alice").path("number").asText());
    JsonNode same = does("bob", "verify", "@alice", "--compare", number, "--mark").getFirst();
    assertTrue(same.path("same").asBoolean());
    String other = (number.charAt(0) == '1' ? "2" : "1") + number.substring(1);
    Scene.Answer refused = SCENE.asks("bob", "verify", "@alice", "--compare", other);
    assertEquals(Scene.REFUSED, refused.exit());
    assertFalse(refused.events().getLast().path("same").asBoolean());
  }

  private static void revokes(String phone, JavaProcess listening, JavaProcess bob) {
    does("alice", "rename", phone.substring(0, 8), "the hall");
    List<JsonNode> devices = does("alice", "devices");
    assertEquals(2, devices.size());
    JsonNode listed = devices.getLast();
    assertEquals(phone, listed.path("device").asText());
    assertEquals("the hall", listed.path("name").asText());
    assertTrue(listed.path("seen").asLong() >= listed.path("linked").asLong());
    assertTrue(listed.path("linked").asLong() > 0 && listed.path("certified").asBoolean());
    does("alice", "revoke", "The Hall");
    assertEquals(Scene.REFUSED, listening.exit());
    JsonNode end = events(listening).getLast();
    assertEquals("DEVICE_REVOKED", end.path("code").asText());
    assertTrue(end.path("text").asText().startsWith("Another of your devices"), end::toString);
    does("alice", "send", "@bob", "only here", "--wait", "delivered");
    awaitSaid(bob, "alice: only here");
    assertEquals(1, does("alice", "devices").size());
    List<String> there = said(listening);
    assertTrue(there.stream().noneMatch(each -> each.contains("only here")), () -> "" + there);
  }

  /// With nothing but the password.
  private static void beginsAnew(JavaProcess old, JavaProcess bob) {
    String url = SCENE.node().url().toString();
    String password = SCENE.password().toString();
    List<JsonNode> told =
        does(
            "new",
            "login",
            "alice",
            "--new-identity",
            "--server",
            url,
            "--password-file",
            password);
    assertEquals("NEW_IDENTITY", told.getFirst().path("code").asText());
    assertEquals(Scene.REFUSED, old.exit());
    awaitSaid(bob, "safety number");
    looksAgain();
    does("new", "send", "@bob", "it is me", "--wait", "delivered");
    awaitSaid(bob, "alice: it is me");
    does("bob", "send", "@alice", "now I know", "--wait", "sent");
    assertEquals("now I know", newest("new", "@bob"));
  }

  /// What comes with the next connection.
  private static String newest(String who, String with) {
    JavaProcess listening = SCENE.listening(who);
    awaitNamed(listening, "message");
    return does(who, "history", with).getLast().path("text").asText();
  }

  /// Bob had compared: he sends nothing until he has seen the new number.
  private static void looksAgain() {
    SCENE.refuses("IDENTITY_CHANGED", "bob", "send", "@alice", "is it you?");
    SCENE.refuses("IDENTITY_CHANGED", "bob", "verify", "@alice", "--mark");
    JsonNode shown = safetyNumber("bob", "@alice");
    assertTrue(shown.path("changed").asBoolean() && !shown.path("verified").asBoolean());
    assertEquals(safetyNumber("new", "@bob").path("number"), shown.path("number"));
    does("bob", "verify", "@alice", "--mark");
    assertTrue(safetyNumber("bob", "@alice").path("verified").asBoolean());
  }
}
