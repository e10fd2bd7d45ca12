package dev.godwit.cli.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.godwit.client.Godwit;
import dev.godwit.client.GodwitException;
import dev.godwit.client.Reason;
import dev.godwit.wire.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The HTTP side of `godwit serve`, on 127.0.0.1 only.
public final class LoopbackServer implements AutoCloseable {
  private static final int BODY_BYTES_MAX = 128 * 1024;
  private static final int BACKLOG = 64;
  private static final Pattern PAGE = Pattern.compile("/v1/conversations/([^/]+)/messages");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService executor;
  private final Guard guard;
  private final PlainApi api;

  private LoopbackServer(HttpServer server, ExecutorService executor, Guard guard, PlainApi api) {
    this.server = server;
    this.executor = executor;
    this.guard = guard;
    this.api = api;
  }

  /// @param port 0 for any that is free
  public static LoopbackServer open(Godwit godwit, Path home, int port) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
      ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
      server.setExecutor(executor);
      LoopbackServer opened =
          new LoopbackServer(server, executor, new Guard(Token.in(home)), new PlainApi(godwit));
      server.createContext("/", opened::handle);
      server.start();
      return opened;
    } catch (IOException e) {
      throw new GodwitException(
          Reason.Local.HOME_UNUSABLE,
          "Port %d is taken; choose another with --port, or 0 for any.".formatted(port),
          e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Where the token stands that requests must bring.
  public Path tokenFile() {
    return guard.token().file();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      PlainApi.Reply reply = reply(exchange);
      byte[] body = reply.body().toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private PlainApi.Reply reply(HttpExchange exchange) throws IOException {
    try {
      guard.check(exchange.getRequestHeaders());
      return route(exchange);
    } catch (Refusal e) {
      return error(e);
    } catch (GodwitException e) {
      return error(Refusal.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return error(Refusal.of(ErrorCode.DRAINING));
    }
  }

  private PlainApi.Reply route(HttpExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    Matcher page = PAGE.matcher(path);
    if (path.equals("/v1/messages")) {
      require(method, "POST");
      return api.send(body(exchange));
    }
    if (page.matches()) {
      require(method, "GET");
      Query query = Query.of(exchange.getRequestURI().getRawQuery());
      return api.page(
          page.group(1),
          query.number("offset"),
          query.number("messageCount"),
          query.number("timeStamp"));
    }
    throw new Refusal(
        404,
        ErrorCode.NOT_FOUND.name(),
        "There are POST /v1/messages and GET /v1/conversations/{id or @handle}/messages here.");
  }

  private static void require(String method, String wanted) {
    if (!method.equals(wanted)) {
      throw Refusal.of(ErrorCode.METHOD_NOT_ALLOWED);
    }
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
    if (bytes.length > BODY_BYTES_MAX) {
      throw Refusal.of(ErrorCode.REQUEST_TOO_LARGE);
    }
    try {
      JsonNode node = JSON.readTree(bytes);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw Refusal.malformed("The body is not JSON.");
    }
    throw Refusal.malformed("The body is a JSON object.");
  }

  private static PlainApi.Reply error(Refusal refusal) {
    String sentence = refusal.getMessage();
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("code", refusal.code())
            .put("text", sentence == null ? "" : sentence);
    return new PlainApi.Reply(refusal.status(), body);
  }

  /// The part of an address behind the question mark.
  private record Query(String text) {
    static Query of(@org.jspecify.annotations.Nullable String raw) {
      return new Query(raw == null ? "" : raw);
    }

    /// 0 when it is not there.
    long number(String name) {
      for (String pair : text.split("&", -1)) {
        int sign = pair.indexOf('=');
        if (sign > 0 && pair.substring(0, sign).equals(name)) {
          return parse(name, pair.substring(sign + 1));
        }
      }
      return 0;
    }

    private static long parse(String name, String value) {
      try {
        return Long.parseLong(URLDecoder.decode(value, StandardCharsets.UTF_8));
      } catch (NumberFormatException e) {
        throw Refusal.malformed(name + " is a whole number.");
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
