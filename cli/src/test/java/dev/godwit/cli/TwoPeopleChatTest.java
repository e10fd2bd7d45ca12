package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.godwit.client.testing.Await;
import dev.godwit.client.testing.JavaProcess;
import dev.godwit.client.testing.NodeProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two people with a command line each, and a node: all of them real processes.
final class TwoPeopleChatTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder = Path.of("");
  private static @Nullable NodeProcess started;
  private static int outputs;

  @BeforeAll
  static void startNode() throws IOException {
    started = NodeProcess.start(folder);
    Files.writeString(folder.resolve("password"), "correct horse battery\n");
  }

  @AfterAll
  static void stopNode() {
    node().close();
  }

  private static NodeProcess node() {
    return Objects.requireNonNull(started);
  }

  private static synchronized Path output() {
    return folder.resolve("output-" + outputs++);
  }

  private static JavaProcess start(String who, String... command) {
    List<String> arguments = new ArrayList<>(List.of("--json", "--home", home(who).toString()));
    arguments.addAll(List.of(command));
    return JavaProcess.start(output(), "dev.godwit.cli.Main", arguments);
  }

  private static Path home(String who) {
    return folder.resolve("home-" + who);
  }

  private static void register(String... people) {
    List<JavaProcess> all =
        Stream.of(people)
            .map(
                who ->
                    start(
                        who,
                        "register",
                        who,
                        "--server",
                        node().url().toString(),
                        "--password-file",
                        folder.resolve("password").toString()))
            .toList();
    all.forEach(each -> assertEquals(Exit.OK, each.exit(), () -> "" + each.lines()));
  }

  private static List<JsonNode> events(JavaProcess process) {
    return process.lines().stream().map(TwoPeopleChatTest::parse).toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  private static List<String> names(JavaProcess process) {
    return events(process).stream().map(each -> each.path("event").asText()).toList();
  }

  private static List<String> texts(JavaProcess process) {
    return events(process).stream()
        .filter(each -> each.path("event").asText().equals("message"))
        .map(each -> each.path("text").asText())
        .toList();
  }

  private static boolean anyFileHolds(Path place, String text) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void allThreeTicksComeAndNothingIsStoredInPlainText() throws IOException {
    register("alice", "bob");
    String secret = "meet me where the godwits rest";
    try (JavaProcess bob = start("bob", "listen", "--count", "1", "--read");
        JavaProcess alice = start("alice", "send", "@bob", secret, "--wait", "read")) {
      assertEquals(Exit.OK, alice.exit(), () -> "" + alice.lines());
      assertEquals(Exit.OK, bob.exit(), () -> "" + bob.lines());
      assertEquals(List.of("sent", "delivered", "read"), names(alice));
      JsonNode message = events(bob).getFirst();
      assertEquals("alice", message.path("from").asText());
      assertEquals(secret, message.path("text").asText());
      assertEquals(events(alice).getFirst().path("id").asText(), message.path("id").asText());
      assertEquals(
          events(alice).getFirst().path("sequence").asLong(), message.path("sequence").asLong());
    }
    for (Path place : List.of(home("alice"), home("bob"), node().data())) {
      assertFalse(anyFileHolds(place, secret), place + " holds the text");
      assertFalse(anyFileHolds(place, "correct horse"), place + " holds the password");
    }
  }

  @Test
  void aListenerComesBackByItselfWhenTheNodeIsKilled() {
    register("carol", "dave");
    try (JavaProcess carol = start("carol", "listen", "--count", "2")) {
      try (JavaProcess dave = start("dave", "send", "@carol", "before", "--wait", "delivered")) {
        assertEquals(Exit.OK, dave.exit(), () -> "" + dave.lines());
      }
      node().kill();
      try (JavaProcess dave = start("dave", "send", "@carol", "meanwhile")) {
        assertEquals(Exit.OK, dave.exit(), () -> "" + dave.lines());
        assertEquals(List.of("waiting"), names(dave));
      }
      node().restart();
      try (JavaProcess dave = start("dave", "conversations")) {
        assertEquals(Exit.OK, dave.exit(), () -> "" + dave.lines());
      }
      assertEquals(Exit.OK, carol.exit(), () -> "" + carol.lines());
      assertEquals(List.of("before", "meanwhile"), texts(carol));
    }
  }

  /// The sender and the receiver are killed in the middle of it, several times each; every message
  /// that had its tick arrives, once, in order.
  @Test
  void nothingIsLostOrDoubledWhenClientsAreKilled() throws Exception {
    register("erin", "frank");
    List<String> acknowledged = new ArrayList<>();
    int number = 0;
    for (int round = 0; round < 3; round++) {
      try (JavaProcess frank = start("frank", "listen");
          JavaProcess erin = start("erin", "serve", "--port", "0")) {
        Await.until("erin serves", () -> names(erin).contains("serving"));
        Sender sender = new Sender(events(erin).getFirst());
        for (int i = 0; i < 15; i++) {
          String text = "number " + number++;
          if (sender.send(text)) {
            acknowledged.add(text);
          }
        }
        Thread tail = sender.sendAside("number " + number++);
        erin.kill();
        frank.kill();
        tail.join();
      }
    }
    int last = number;
    try (JavaProcess erin = start("erin", "send", "@frank", "number " + last, "--wait", "sent")) {
      assertEquals(Exit.OK, erin.exit(), () -> "" + erin.lines());
      acknowledged.add("number " + last);
    }
    try (JavaProcess frank = start("frank", "history", "@erin", "--limit", "1000")) {
      assertEquals(Exit.OK, frank.exit(), () -> "" + frank.lines());
      List<String> shown = texts(frank);
      assertEquals(shown.size(), new HashSet<>(shown).size(), "shown twice: " + shown);
      assertTrue(shown.containsAll(acknowledged), "lost: " + shown);
      List<String> inOrder =
          IntStream.rangeClosed(0, last)
              .mapToObj(each -> "number " + each)
              .filter(shown::contains)
              .toList();
      assertEquals(inOrder, shown);
    }
  }

  /// Sends through the loopback interface of `serve`.
  private record Sender(String url, String token) {
    Sender(JsonNode serving) throws IOException {
      this(
          serving.path("url").asText(),
          Files.readString(Path.of(serving.path("tokenFile").asText())).strip());
    }

    /// Whether the node has it.
    boolean send(String text) throws IOException, InterruptedException {
      String body =
          JSON.createObjectNode()
              .put("fromUser", "erin")
              .put("toUser", "@frank")
              .put("message", text)
              .toString();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/v1/messages"))
              .header("Authorization", "Bearer " + token)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      try (HttpClient http = HttpClient.newHttpClient()) {
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 201;
      }
    }

    Thread sendAside(String text) {
      return Thread.ofVirtual()
          .start(
              () -> {
                try {
                  boolean unused = send(text);
                } catch (IOException | InterruptedException _) {
                  // It was killed before it answered: either may be.
                }
              });
    }
  }

  @Test
  void serveSpeaksPlainTextToThoseWithTheToken() throws Exception {
    register("gina", "hugo");
    try (JavaProcess gina = start("gina", "serve", "--port", "0")) {
      Await.until("gina serves", () -> names(gina).contains("serving"));
      JsonNode serving = events(gina).getFirst();
      String url = serving.path("url").asText();
      String token = Files.readString(Path.of(serving.path("tokenFile").asText())).strip();
      String body =
          "{\"fromUser\":\"gina\",\"toUser\":\"@hugo\",\"clientMetaData\":\"m1\",\"message\":\"hi\"}";
      assertEquals(401, post(url, "wrong", body).statusCode());
      assertEquals(403, post(url, token, body.replace("gina", "hugo")).statusCode());
      assertEquals(400, post(url, token, "{").statusCode());
      HttpResponse<String> sent = post(url, token, body);
      assertEquals(201, sent.statusCode(), sent.body());
      JsonNode page = parse(get(url + "/v1/conversations/@hugo/messages", token));
      JsonNode message = page.path("messages").path(0);
      assertEquals("hi", message.path("message").asText());
      assertEquals("gina", message.path("fromUser").asText());
      assertEquals("m1", message.path("clientMetaData").asText());
      assertEquals("sent", message.path("receipt").asText());
      assertEquals(
          0,
          parse(get(url + "/v1/conversations/@hugo/messages?offset=1", token))
              .path("messages")
              .size());
    }
  }

  private static HttpResponse<String> post(String url, String token, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v1/messages"))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String get(String url, String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
