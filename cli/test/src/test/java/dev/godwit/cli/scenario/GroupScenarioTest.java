package dev.godwit.cli.scenario;

import static dev.godwit.cli.scenario.Printed.awaitSaid;
import static dev.godwit.cli.scenario.Printed.events;
import static dev.godwit.cli.scenario.Printed.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.client.testing.Await;
import dev.godwit.client.testing.JavaProcess;
import dev.godwit.client.testing.LyingProxy;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Frame;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// People with a command line each in one group: the node and all who listen are processes of their
/// own.
final class GroupScenarioTest {
  @RegisterExtension static final Scene SCENE = new Scene();

  private static List<JsonNode> does(String who, String... command) {
    return SCENE.does(who, command);
  }

  private static JavaProcess listening(String who) {
    return SCENE.listening(who);
  }

  private static JsonNode info(String who, String group) {
    return does(who, "group", "info", group).getLast();
  }

  private static List<String> members(JsonNode info) {
    List<String> members = new ArrayList<>();
    info.path("members")
        .forEach(
            each -> members.add(each.path("handle").asText() + " " + each.path("role").asText()));
    members.sort(null);
    return members;
  }

  /// Where each member stands with the newest of somebody's own messages.
  private static List<String> receipts(String who, String group) {
    return does(who, "history", group, "--receipts").stream()
        .filter(each -> each.path("event").asText().equals("receipt"))
        .map(each -> each.path("handle").asText() + " " + each.path("tick").asText())
        .sorted()
        .toList();
  }

  /// What happened to a group after it was made, with its sequences, in the words of a third
  // person.
  private static List<String> changes(String who, String group) {
    return does(who, "history", group).stream()
        .filter(each -> each.path("kind").asText().equals("line"))
        .filter(each -> each.path("sequence").asLong() > 1)
        .map(each -> each.path("sequence").asLong() + " " + each.path("text").asText())
        .map(line -> line.replaceAll("\\byou\\b", "@" + who))
        .toList();
  }

  /// Since when those are members who were there before a device is looked up at the node, and
  /// waited for only a moment.
  private static void awaitAddedSince(long millis, String who, String group) {
    Await.until("added since then", () -> isAddedSince(millis, info(who, group)));
  }

  private static boolean isAddedSince(long millis, JsonNode info) {
    long now = System.currentTimeMillis();
    return info.path("members")
        .valueStream()
        .mapToLong(member -> member.path("since").asLong())
        .allMatch(since -> millis <= since && since <= now);
  }

  @Test
  void groupIsMadeTalksChangesAndIsLeft() {
    long began = System.currentTimeMillis();
    SCENE.register("alice", "bob", "carol", "dave");
    JavaProcess bob = listening("bob");
    JavaProcess carol = listening("carol");
    does("alice", "group", "create", "Team", "@bob", "@carol");

    List<JsonNode> ticks =
        does("alice", "send", "Team", "hello all, @Bob and @nobody", "--wait", "read");
    assertEquals("read", ticks.getLast().path("event").asText());
    awaitSaid(bob, "alice: hello all");
    assertMentioned(bob, "bob", "hello all, ".length());
    awaitSaid(carol, "alice: hello all");
    assertEquals(
        List.of("alice owner", "bob member", "carol member"), members(info("alice", "Team")));
    awaitAddedSince(began, "carol", "Team");
    assertEquals(List.of("bob read", "carol read"), receipts("alice", "Team"));

    does("alice", "group", "role", "Team", "@bob", "admin");
    does("bob", "group", "add", "Team", "@dave");
    JavaProcess dave = listening("dave");
    does("carol", "group", "rename", "Team", "Crew");
    awaitSaid(dave, "named the group “Crew”");
    does("dave", "send", "Crew", "hi from dave");
    awaitSaid(carol, "dave: hi from dave");
    awaitSaid(carol, "@bob added ");

    does("alice", "group", "remove", "Crew", "@dave");
    awaitSaid(dave, "@alice removed you");
    does("carol", "group", "leave", "Crew");
    awaitSaid(bob, "@carol left");
    does("alice", "send", "Crew", "two of us", "--wait", "delivered");
    awaitSaid(bob, "alice: two of us");
    assertEquals(List.of("alice owner", "bob admin"), members(info("bob", "Crew")));
    List<String> changes = changes("alice", "Crew");
    assertEquals(changes, changes("bob", "Crew"));
    assertEquals(5, changes.size(), changes::toString);
    List<String> gone = said(dave);
    assertTrue(gone.stream().noneMatch(each -> each.contains("two of us")), () -> "" + gone);
  }

  @Test
  void linkLetsInWithApprovalAndWithout() {
    SCENE.register("erin", "frank", "grace");
    does("erin", "group", "create", "Club");
    JavaProcess erin = listening("erin");
    String open = does("erin", "group", "link", "create", "Club").getLast().path("url").asText();
    String asked =
        does("erin", "group", "link", "create", "Club", "--approval")
            .getLast()
            .path("url")
            .asText();

    // Whose name a device has not heard within five seconds is shown by the account.
    does("frank", "verify", "@erin");
    JavaProcess frank = listening("frank");
    assertEquals("Club", does("frank", "group", "join", open).getLast().path("name").asText());
    awaitSaid(frank, "@erin added you");
    does("erin", "send", "Club", "welcome", "--wait", "delivered");
    awaitSaid(frank, "erin: welcome");

    does("grace", "group", "join", asked);
    awaitSaid(erin, " asks to join");
    assertEquals(
        "grace", does("erin", "group", "requests", "Club").getLast().path("handle").asText());
    does("erin", "group", "approve", "Club", "@grace");
    assertEquals(
        List.of("erin owner", "frank member", "grace member"), members(info("frank", "Club")));

    does("erin", "group", "link", "revoke", "Club", open);
    SCENE.refuses("LINK_UNKNOWN", "grace", "group", "join", open);
  }

  @Test
  void groupIsForAnnouncementsMutedDescribedLeftAndDeleted() {
    SCENE.register("kim", "leo");
    does("kim", "group", "create", "News", "@leo", "--description", "what is new");
    does("kim", "group", "settings", "News", "--send", "admins");
    assertEquals("what is new", info("leo", "News").path("description").asText());
    assertEquals("admins", info("leo", "News").path("settings").path("send").asText());
    SCENE.refuses("ANNOUNCEMENTS_ONLY", "leo", "send", "News", "me too", "--wait", "sent");
    SCENE.refuses("NOT_AN_ADMIN", "leo", "group", "settings", "News", "--send", "all");
    does("leo", "mute", "News", "--hours", "8");
    assertTrue(info("leo", "News").path("muted").asLong() > System.currentTimeMillis());
    does("kim", "group", "describe", "News", "what is newer");
    assertEquals("what is newer", info("leo", "News").path("description").asText());
    does("leo", "group", "leave", "News", "--delete");
    assertEquals(List.of(), does("leo", "conversations"));
    assertEquals(List.of("kim owner"), members(info("kim", "News")));
  }

  private static void assertMentioned(JavaProcess who, String handle, int from) {
    JsonNode told =
        events(who).stream().filter(each -> each.has("mentions")).findFirst().orElseThrow();
    assertEquals(1, told.path("mentions").size());
    JsonNode mention = told.path("mentions").get(0);
    assertEquals(handle, mention.path("handle").asText());
    assertTrue(mention.path("me").asBoolean());
    assertEquals(from, mention.path("from").asInt());
    assertEquals(handle.length() + 1, mention.path("length").asInt());
  }

  @Test
  void groupGoesOnAfterARefusedChangeWhenThePersonSaysSo() {
    try (LyingProxy line = LyingProxy.before(SCENE.node().url())) {
      SCENE.register("heidi", "ivan");
      SCENE.registerAt(line.url(), "judy");
      does("heidi", "group", "create", "Band", "@ivan", "@judy");
      JavaProcess judy = listening("judy");
      does("heidi", "send", "Band", "hello");
      awaitSaid(judy, "heidi: hello");

      line.lie(GroupScenarioTest::claimingMore);
      does("heidi", "group", "role", "Band", "@ivan", "admin");
      awaitSaid(judy, "a change by @heidi was refused");
      assertTrue(info("judy", "Band").path("held").asBoolean());
      line.lie(UnaryOperator.identity());
      does("judy", "group", "go-on", "Band");
      Await.until(
          "it is joined anew",
          () -> events(judy).stream().anyMatch(e -> e.path("code").asText().equals("REPAIRED")));
      assertFalse(info("judy", "Band").path("held").asBoolean());
      does("heidi", "send", "Band", "welcome back");
      awaitSaid(judy, "heidi: welcome back");
      assertEquals(
          List.of("heidi owner", "ivan admin", "judy member"), members(info("judy", "Band")));
    }
  }

  /// A node that says of a commit that it made an owner.
  private static Frame claimingMore(Frame frame) {
    return frame instanceof Entry entry && entry.kind() == EntryKind.COMMIT
        ? new Entry(
            entry.conversation(),
            entry.sequence(),
            entry.id(),
            entry.time(),
            entry.account(),
            entry.device(),
            entry.kind(),
            entry.epoch(),
            entry.payload(),
            entry.changes().stream().map(GroupScenarioTest::owner).toList(),
            entry.clientMetaData(),
            entry.settings(),
            entry.needsApproval())
        : frame;
  }

  private static MemberChange owner(MemberChange change) {
    return new MemberChange(change.account(), change.kind(), Role.OWNER, change.devices());
  }
}
