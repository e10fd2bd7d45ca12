package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.godwit.client.testing.Await;
import dev.godwit.client.testing.JavaProcess;
import dev.godwit.client.testing.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People with a command line each in one group, and a node: all of them real processes.
final class GroupScenarioTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder = Path.of("");
  private final List<JavaProcess> listeners = new ArrayList<>();
  private NodeProcess[] nodes = {};
  private int outputs;

  @BeforeEach
  void startNode() throws IOException {
    nodes = new NodeProcess[] {NodeProcess.start(folder)};
    Files.writeString(folder.resolve("password"), "correct horse battery\n");
  }

  @AfterEach
  void stop() {
    listeners.forEach(JavaProcess::close);
    Stream.of(nodes).forEach(NodeProcess::close);
  }

  private JavaProcess start(String who, String... command) {
    List<String> arguments =
        new ArrayList<>(List.of("--json", "--home", folder.resolve("home-" + who).toString()));
    arguments.addAll(List.of(command));
    Path output = folder.resolve("output-" + outputs++);
    return JavaProcess.start(output, "dev.godwit.cli.Main", arguments);
  }

  private void register(String... people) {
    String node = nodes[0].url().toString();
    String password = folder.resolve("password").toString();
    List<JavaProcess> all =
        Stream.of(people)
            .map(who -> start(who, "register", who, "--server", node, "--password-file", password))
            .toList();
    all.forEach(each -> assertEquals(Exit.OK, each.exit(), () -> "" + each.lines()));
  }

  /// Somebody whose device stays connected, and who reads everything.
  private JavaProcess listening(String who) {
    JavaProcess listener = start(who, "listen", "--read");
    listeners.add(listener);
    return listener;
  }

  private List<JsonNode> does(String who, String... command) {
    try (JavaProcess process = start(who, command)) {
      assertEquals(Exit.OK, process.exit(), () -> List.of(command) + " " + process.lines());
      return events(process);
    }
  }

  private static List<JsonNode> events(JavaProcess process) {
    return process.lines().stream().map(GroupScenarioTest::parse).toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  private static List<String> texts(List<JsonNode> events) {
    return events.stream()
        .filter(each -> each.path("event").asText().equals("message"))
        .map(each -> each.path("from").asText() + ": " + each.path("text").asText())
        .toList();
  }

  private static void awaitText(JavaProcess listener, String text) {
    Await.until(
        "“" + text + "” has come",
        () -> texts(events(listener)).stream().anyMatch(each -> each.contains(text)));
  }

  private JsonNode info(String who, String group) {
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
    register("alice", "bob", "carol", "dave");
    JavaProcess bob = listening("bob");
    JavaProcess carol = listening("carol");
    does("alice", "group", "create", "Team", "@bob", "@carol");

    List<JsonNode> ticks = does("alice", "send", "Team", "hello all", "--wait", "read");
    assertEquals("read", ticks.getLast().path("event").asText());
    awaitText(bob, "alice: hello all");
    awaitText(carol, "alice: hello all");
    assertEquals(
        List.of("alice owner", "bob member", "carol member"), members(info("alice", "Team")));

    does("alice", "group", "role", "Team", "@bob", "admin");
    does("bob", "group", "add", "Team", "@dave");
    JavaProcess dave = listening("dave");
    does("carol", "group", "rename", "Team", "Crew");
    awaitText(dave, "named the group “Crew”");
    does("dave", "send", "Crew", "hi from dave");
    awaitText(carol, "dave: hi from dave");
    awaitText(carol, "@bob added ");

    does("alice", "group", "remove", "Crew", "@dave");
    awaitText(dave, "@alice removed you");
    does("carol", "group", "leave", "Crew");
    awaitText(bob, "@carol left");
    does("alice", "send", "Crew", "two of us", "--wait", "delivered");
    awaitText(bob, "alice: two of us");
    assertEquals(List.of("alice owner", "bob admin"), members(info("bob", "Crew")));
    List<String> gone = texts(events(dave));
    assertTrue(gone.stream().noneMatch(each -> each.contains("two of us")), () -> "" + gone);
  }

  @Test
  void linkLetsInWithApprovalAndWithout() {
    register("alice", "bob", "carol");
    does("alice", "group", "create", "Club");
    JavaProcess alice = listening("alice");
    String open = does("alice", "group", "link", "create", "Club").getLast().path("url").asText();
    String asked =
        does("alice", "group", "link", "create", "Club", "--approval")
            .getLast()
            .path("url")
            .asText();

    JavaProcess bob = listening("bob");
    assertEquals("Club", does("bob", "group", "join", open).getLast().path("name").asText());
    awaitText(bob, "@alice added you");
    does("alice", "send", "Club", "welcome", "--wait", "delivered");
    awaitText(bob, "alice: welcome");

    does("carol", "group", "join", asked);
    awaitText(alice, " asks to join");
    assertEquals(
        "carol", does("alice", "group", "requests", "Club").getLast().path("handle").asText());
    does("alice", "group", "approve", "Club", "@carol");
    assertEquals(
        List.of("alice owner", "bob member", "carol member"), members(info("bob", "Club")));

    does("alice", "group", "link", "revoke", "Club", open);
    try (JavaProcess late = start("carol", "group", "join", open)) {
      assertEquals(Exit.REFUSED, late.exit());
      assertEquals("LINK_UNKNOWN", events(late).getLast().path("code").asText());
    }
  }
}
