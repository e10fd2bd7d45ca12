package dev.godwit.cli.scenario;

import static dev.godwit.cli.scenario.Printed.awaitNamed;
import static dev.godwit.cli.scenario.Printed.events;
import static dev.godwit.cli.scenario.Printed.names;
import static dev.godwit.cli.scenario.Printed.parse;
import static dev.godwit.cli.scenario.Printed.texts;
import static dev.godwit.cli.scenario.Scene.succeeds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.godwit.client.testing.JavaProcess;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two people with a command line each, and a node: all of them real processes.
final class TwoPeopleChatTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final Scene SCENE = new Scene();

  private static JavaProcess start(String who, String... command) {
    return SCENE.start(who, command);
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
    SCENE.register("alice", "bob");
    String secret = "meet me where the godwits rest";
    try (JavaProcess bob = start("bob", "listen", "--count", "1", "--read");
        JavaProcess alice = start("alice", "send", "@bob", secret, "--wait", "read")) {
      succeeds(alice);
      succeeds(bob);
      assertEquals(List.of("sent", "delivered", "read"), names(alice));
      JsonNode message = events(bob).getFirst();
      assertEquals("alice", message.path("from").asText());
      assertEquals(secret, message.path("text").asText());
      assertEquals(events(alice).getFirst().path("id").asText(), message.path("id").asText());
      assertEquals(
          events(alice).getFirst().path("sequence").asLong(), message.path("sequence").asLong());
    }
    for (Path place : List.of(SCENE.home("alice"), SCENE.home("bob"), SCENE.node().data())) {
      assertFalse(anyFileHolds(place, secret), place + " holds the text");
      assertFalse(anyFileHolds(place, "correct horse"), place + " holds the password");
    }
  }

  @Test
  void aListenerComesBackByItselfWhenTheNodeIsKilled() {
    SCENE.register("carol", "dave");
    try (JavaProcess carol = start("carol", "listen", "--count", "2")) {
      try (JavaProcess dave = start("dave", "send", "@carol", "before", "--wait", "delivered")) {
        succeeds(dave);
      }
      SCENE.node().kill();
      try (JavaProcess dave = start("dave", "send", "@carol", "meanwhile")) {
        succeeds(dave);
        assertEquals(List.of("waiting"), names(dave));
      }
      SCENE.node().restart();
      try (JavaProcess dave = start("dave", "conversations")) {
        succeeds(dave);
      }
      succeeds(carol);
      assertEquals(List.of("before", "meanwhile"), texts(carol));
    }
  }

  /// The sender and the receiver are killed in the middle of it, several times each; every message
  /// that had its tick arrives, once, in order.
  @Test
  void nothingIsLostOrDoubledWhenClientsAreKilled() throws Exception {
    SCENE.register("erin", "frank");
    List<String> acknowledged = new ArrayList<>();
    int number = 0;
    for (int round = 0; round < 3; round++) {
      try (JavaProcess frank = start("frank", "listen");
          JavaProcess erin = start("erin", "serve", "--port", "0")) {
        awaitNamed(erin, "serving");
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
      succeeds(erin);
      acknowledged.add("number " + last);
    }
    try (JavaProcess frank = start("frank", "history", "@erin", "--limit", "1000")) {
      succeeds(frank);
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
    SCENE.register("gina", "hugo");
    try (JavaProcess gina = start("gina", "serve", "--port", "0")) {
      awaitNamed(gina, "serving");
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
