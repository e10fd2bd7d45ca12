package dev.godwit.cli.scenario;

import static dev.godwit.cli.scenario.Printed.awaitSaid;
import static dev.godwit.cli.scenario.Printed.events;
import static dev.godwit.cli.scenario.Printed.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.client.testing.JavaProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// People with a command line each in one group, and a node: all of them real processes.
final class GroupScenarioTest {
  /// What a command exits with that the node or the device refused.
  private static final int REFUSED = 1;

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

  @Test
  void groupIsMadeTalksChangesAndIsLeft() {
    SCENE.register("alice", "bob", "carol", "dave");
    JavaProcess bob = listening("bob");
    JavaProcess carol = listening("carol");
    does("alice", "group", "create", "Team", "@bob", "@carol");

    List<JsonNode> ticks = does("alice", "send", "Team", "hello all", "--wait", "read");
    assertEquals("read", ticks.getLast().path("event").asText());
    awaitSaid(bob, "alice: hello all");
    awaitSaid(carol, "alice: hello all");
    assertEquals(
        List.of("alice owner", "bob member", "carol member"), members(info("alice", "Team")));

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
    try (JavaProcess late = SCENE.start("grace", "group", "join", open)) {
      assertEquals(REFUSED, late.exit());
      assertEquals("LINK_UNKNOWN", events(late).getLast().path("code").asText());
    }
  }
}
