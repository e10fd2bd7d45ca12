package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.device.session.Patience;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// One node's REST interface: requests and most answers in JSON. Blocks; safe for several threads.
///
/// Throws [GodwitException]: [Reason.Refused] when the node says no, NODE_UNREACHABLE when it does
/// not answer, NODE_NOT_UNDERSTOOD when its answer is none of Godwit's.
final class NodeApi {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /// How long a whole answer may take: the largest tree of a group over a slow line.
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

  /// The largest answer is a page of 200 entries of 64 KiB, in base64; larger ones are not read.
  private static final int ANSWER_BYTES_MAX = 20 * 1024 * 1024;

  /// How long a node may ask to wait; what is longer is cut.
  private static final long RETRY_AFTER_SECONDS_MAX = 3_600;

  private final HttpClient http;
  private final URI server;

  NodeApi(HttpClient http, URI server) {
    this.http = http;
    this.server = server;
  }

  URI server() {
    return server;
  }

  HttpClient http() {
    return http;
  }

  /// The node's clock, from the date of an answer; empty when the answer has none.
  Optional<Long> time() {
    HttpResponse<byte[]> answer = exchange(request("/healthz").GET().build());
    return answer.headers().firstValue("date").flatMap(NodeApi::parseDate);
  }

  private static Optional<Long> parseDate(String text) {
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(date.toInstant().toEpochMilli());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  JsonNode get(String path, String token) {
    return answer(exchange(authorized(path, token).GET().build()));
  }

  /// For an answer that is no JSON.
  Bytes getBytes(String path, String token) {
    return Bytes.owned(done(exchange(authorized(path, token).GET().build())).body());
  }

  /// For what needs no token.
  JsonNode get(String path) {
    return answer(exchange(request(path).GET().build()));
  }

  JsonNode delete(String path, String token) {
    return answer(exchange(authorized(path, token).DELETE().build()));
  }

  JsonNode post(String path, String token, ObjectNode body) {
    return answer(exchange(withBody(authorized(path, token), body)));
  }

  /// For what needs no token: registering, signing in, refreshing.
  JsonNode post(String path, ObjectNode body) {
    return answer(exchange(withBody(request(path), body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(REQUEST_TIMEOUT);
  }

  private HttpRequest.Builder authorized(String path, String token) {
    return request(path).header("Authorization", "Bearer " + token);
  }

  private static HttpRequest withBody(HttpRequest.Builder request, ObjectNode body) {
    String text = body.toString();
    return request
        .header("Content-Type", "application/json")
        .timeout(Duration.ofMillis(Patience.millis(text.length())))
        .POST(HttpRequest.BodyPublishers.ofString(text))
        .build();
  }

  /// The client's own timeout ends with the headers: a line that goes silent behind them would be
  /// waited for without end.
  private HttpResponse<byte[]> exchange(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
    try {
      return answer.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unreachable(e.getCause() instanceof IOException broken ? broken : e);
    } catch (TimeoutException e) {
      boolean ended = answer.cancel(true);
      assert ended || answer.isDone();
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private GodwitException unreachable(Exception cause) {
    String sentence =
        cause instanceof SSLException
            ? "This machine does not trust the certificate of the node at %s; add its issuer to"
                + " the certificates that this machine trusts."
            : "The node at %s cannot be reached; is it running, and is the address right?";
    return new GodwitException(Reason.Local.NODE_UNREACHABLE, sentence.formatted(server), cause);
  }

  private JsonNode answer(HttpResponse<byte[]> response) {
    return parse(done(response).body());
  }

  private HttpResponse<byte[]> done(HttpResponse<byte[]> response) {
    if (response.statusCode() / 100 == 2) {
      return response;
    }
    JsonNode body = parse(response.body());
    ErrorCode error = ErrorCode.of(body.path("number").asInt()).orElseThrow(this::notUnderstood);
    throw GodwitException.refused(error, retryAfterMillis(response));
  }

  private static long retryAfterMillis(HttpResponse<byte[]> response) {
    try {
      long seconds = response.headers().firstValueAsLong("retry-after").orElse(0);
      return Math.clamp(seconds, 0, RETRY_AFTER_SECONDS_MAX) * 1_000;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private JsonNode parse(byte[] body) {
    try {
      JsonNode node = body.length == 0 ? Json.object() : Json.MAPPER.readTree(body);
      if (node.isObject()) {
        return node;
      }
    } catch (IOException e) {
      throw notUnderstood();
    }
    throw notUnderstood();
  }

  /// What to say when an answer is not of the form that it must have.
  GodwitException notUnderstood() {
    return new GodwitException(
        Reason.Local.NODE_NOT_UNDERSTOOD,
        "What answers at %s is no Godwit node that this client understands; check the address, or update."
            .formatted(server));
  }
}
