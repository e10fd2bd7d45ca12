package dev.godwit.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.testkit.MemoryAccounts;
import dev.godwit.testkit.MemoryBlobs;
import dev.godwit.testkit.MemoryKeyPackages;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.testkit.SignedDevice;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CommitAttachment;
import dev.godwit.wire.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A node on engines in memory, and a client of its REST interface.
final class TestNode implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final String PASSWORD = "correct horse";

  private static final ObjectMapper JSON = new ObjectMapper();

  final MemoryLogs logs = new MemoryLogs(Limits.RETENTION_MILLIS);
  final MemoryAccounts accounts = new MemoryAccounts();
  final MemoryKeyPackages keyPackages = new MemoryKeyPackages();
  final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /// What the engine answers when it is asked whether it takes writes.
  final AtomicBoolean storeWritable = new AtomicBoolean(true);

  private final Node node;
  private final URI uri;
  private boolean stopped;

  private TestNode(Map<String, Map<String, Object>> settings) throws Exception {
    ObjectNode overrides = ConfigReader.nothing();
    overrides.putObject("listen").put("port", 0);
    overrides.putObject("password").put("memory-kib", 8).put("passes", 1);
    settings.forEach(
        (section, values) ->
            overrides.withObjectProperty(section).setAll((ObjectNode) JSON.valueToTree(values)));
    NodeConfig config = ConfigReader.read(Optional.empty(), overrides);
    node =
        Wiring.start(
            config,
            new Wiring.Engine(
                logs, accounts, keyPackages, new MemoryBlobs(), storeWritable::get, () -> {}),
            Prepared.make());
    uri = URI.create(node.url());
  }

  static TestNode start() throws Exception {
    return new TestNode(Map.of());
  }

  static TestNode start(String section, Map<String, Object> values) throws Exception {
    return new TestNode(Map.of(section, values));
  }

  /// What came back for a request.
  record Answer(int status, JsonNode body, HttpResponse<String> response) {
    String code() {
      return body.path("code").asText();
    }

    String text(String name) {
      return body.path(name).asText();
    }

    Answer done() {
      if (status != 200) {
        throw new AssertionError(status + " " + body);
      }
      return this;
    }
  }

  /// A device that has registered or signed in.
  record Signed(SignedDevice device, String accessToken, String refreshToken) {
    static Signed of(SignedDevice device, Answer granted) {
      Answer done = granted.done();
      return new Signed(device, done.text("accessToken"), done.text("refreshToken"));
    }
  }

  URI uri(String path) {
    return uri.resolve(path);
  }

  int port() {
    return uri.getPort();
  }

  Answer get(String path) throws Exception {
    return exchange(request(path).GET());
  }

  Answer get(String path, Signed who) throws Exception {
    return exchange(request(path, who).GET());
  }

  /// What a commit came with, as it is answered to those who join by it.
  CommitAttachment welcome(String path, Signed who) throws Exception {
    HttpResponse<byte[]> response =
        http.send(request(path, who).GET().build(), BodyHandlers.ofByteArray());
    String type = response.headers().firstValue("content-type").orElse("");
    if (response.statusCode() != 200 || !type.equals("application/octet-stream")) {
      throw new AssertionError(response.statusCode() + " " + type);
    }
    return CommitAttachment.decode(Bytes.owned(response.body()));
  }

  Answer delete(String path, Signed who) throws Exception {
    return exchange(request(path, who).DELETE());
  }

  Answer post(String path, JsonNode body) throws Exception {
    return exchange(request(path).POST(BodyPublishers.ofString(body.toString())));
  }

  Answer post(String path, Signed who, JsonNode body) throws Exception {
    return exchange(request(path, who).POST(BodyPublishers.ofString(body.toString())));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
  }

  HttpRequest.Builder request(String path, Signed who) {
    return request(path).header("Authorization", "Bearer " + who.accessToken());
  }

  Answer exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    boolean json =
        response.headers().firstValue("content-type").map("application/json"::equals).orElse(false);
    JsonNode body =
        json && !response.body().isEmpty()
            ? JSON.readTree(response.body())
            : JsonNodeFactory.instance.objectNode();
    return new Answer(response.statusCode(), body, response);
  }

  Signed register(String handle, SignedDevice device) throws Exception {
    return Signed.of(device, post("/v1/accounts", registration(handle, device)));
  }

  static ObjectNode registration(String handle, SignedDevice device) {
    ObjectNode body = object();
    body.put("account", device.account().toString());
    body.put("handle", handle);
    body.put("password", PASSWORD);
    body.put("identityKey", base64(device.identityKey()));
    body.set("device", device(device));
    body.putArray("keyPackages");
    return body;
  }

  static ObjectNode signIn(String handle, String password, SignedDevice device) {
    ObjectNode body = object().put("handle", handle).put("password", password);
    body.set("device", device(device));
    return body;
  }

  static ObjectNode device(SignedDevice device) {
    return object()
        .put("id", device.id().toString())
        .put("certificate", base64(device.certificate()));
  }

  /// As many one-time key packages as named, with contents that begin with `name`.
  static ArrayNode keyPackages(String name, int count) {
    ArrayNode packages = JsonNodeFactory.instance.arrayNode();
    for (int index = 0; index < count; index++) {
      byte[] content = (name + index).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      packages
          .addObject()
          .put("bytes", base64(Bytes.owned(content)))
          .put("expires", Long.MAX_VALUE);
    }
    return packages;
  }

  static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.shared());
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// Stops the node as SIGTERM does.
  void stop() {
    if (!stopped) {
      stopped = true;
      node.stop();
    }
  }

  @Override
  public void close() {
    stop();
    http.close();
  }
}
