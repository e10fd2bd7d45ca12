package dev.godwit.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/// Passes requests over REST on to a node, and answers what it likes.
final class LyingNode implements AutoCloseable {
  private final URI node;
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Lie lie;

  /// What becomes of an answer.
  interface Lie {
    /// Empty for no answer at all.
    ///
    /// @param request method and path
    Optional<byte[]> of(String request, byte[] answer);
  }

  private LyingNode(URI node, HttpServer server, Lie lie) {
    this.node = node;
    this.server = server;
    this.lie = lie;
  }

  static LyingNode before(URI node, Lie lie) {
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      LyingNode lying = new LyingNode(node, HttpServer.create(any, 0), lie);
      lying.server.createContext("/", lying::pass);
      lying.server.start();
      return lying;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<byte[]> answer =
          http.send(request(exchange), HttpResponse.BodyHandlers.ofByteArray());
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      Optional<byte[]> told = lie.of(request, answer.body());
      if (told.isPresent()) {
        exchange.sendResponseHeaders(answer.statusCode(), told.get().length);
        exchange.getResponseBody().write(told.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.resolve(exchange.getRequestURI()))
            .header("Content-Type", "application/json")
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
        .ifPresent(token -> request.header("Authorization", token));
    return request.build();
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
