package dev.godwit.bench.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;

/// Registers accounts at a node over REST, several at once.
public final class Registrar implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AT_ONCE = 8;
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(60);

  private final URI node;
  private final SecureRandom random = new SecureRandom();
  private final Signer signer = new Signer();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public Registrar(URI node) {
    this.node = node;
  }

  /// Registers `count` new accounts; `progress` hears how many there are. Throws [BenchFailure].
  public List<Identity> register(int count, IntConsumer progress) throws InterruptedException {
    Semaphore turns = new Semaphore(AT_ONCE);
    List<Future<Identity>> registered = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        turns.acquire();
        progress.accept(i);
        registered.add(
            threads.submit(
                () -> {
                  try {
                    return registerOne();
                  } finally {
                    turns.release();
                  }
                }));
      }
    }
    List<Identity> identities = new ArrayList<>();
    for (Future<Identity> identity : registered) {
      identities.add(got(identity));
    }
    return identities;
  }

  private static Identity got(Future<Identity> identity) throws InterruptedException {
    try {
      return identity.get();
    } catch (ExecutionException e) {
      throw new BenchFailure("An account could not be registered: " + e.getCause(), e);
    }
  }

  private Identity registerOne() throws IOException, InterruptedException {
    AccountId account = AccountId.of(randomBytes());
    DeviceId device = DeviceId.of(randomBytes());
    HttpRequest request =
        HttpRequest.newBuilder(node.resolve("/v1/accounts"))
            .timeout(ANSWER_TIME_MAX)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body(account, device)))
            .build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() != CREATED && response.statusCode() != OK) {
      throw new BenchFailure(answer.path("code").asText() + ": " + answer.path("text").asText());
    }
    return new Identity(account, device, answer.path("accessToken").asText());
  }

  private byte[] body(AccountId account, DeviceId device) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("account", account.toString());
    body.put("handle", "b" + account.toString().substring(0, 24));
    body.put("password", "bench " + device);
    body.put("identityKey", base64(signer.identityKey()));
    body.putObject("device")
        .put("id", device.toString())
        .put("certificate", base64(signer.certify(account, device)));
    body.putArray("keyPackages");
    return JSON.writeValueAsBytes(body);
  }

  private Bytes randomBytes() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Bytes.owned(bytes);
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.shared());
  }

  @Override
  public void close() {
    http.close();
  }
}
