package dev.godwit.node.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The way to one node: REST, and new sockets. Its methods block.
final class Wire implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI node;

  Wire(URI node) {
    this.node = node;
  }

  JsonNode get(String path, String token) throws IOException, InterruptedException {
    return exchange(request(path, token).GET());
  }

  JsonNode post(String path, String token, JsonNode body) throws IOException, InterruptedException {
    return exchange(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  Line call(String token) {
    Line line = new Line();
    URI socket = URI.create("ws://" + node.getAuthority() + "/v1/socket");
    http.newWebSocketBuilder()
        .header("Authorization", "Bearer " + token)
        .connectTimeout(PATIENCE)
        .buildAsync(socket, line)
        .join();
    return line;
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path)).timeout(PATIENCE);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private JsonNode exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException("The node refused a request of the rehearsal: " + response.body());
    }
    boolean json = response.headers().firstValue("content-type").orElse("").endsWith("/json");
    return json && !response.body().isEmpty()
        ? JSON.readTree(response.body())
        : JsonNodeFactory.instance.objectNode();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
