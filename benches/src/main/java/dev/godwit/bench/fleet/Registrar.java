package dev.godwit.bench.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.device.Registration;
import dev.godwit.device.step.KeyPackageUpload;
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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(TrustingTls.forRequests())
          .build();

  public Registrar(URI node) {
    this.node = node;
  }

  /// Registers `count` new accounts; `progress` hears how many there are. Throws [BenchFailure].
  public List<Identity> register(int count, IntConsumer progress) throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    return all(
        Collections.nCopies(
            count,
            () -> {
              Identity identity = registerOne();
              progress.accept(done.incrementAndGet());
              return identity;
            }));
  }

  /// Registers accounts that were made with a real device each. Throws [BenchFailure].
  public List<Identity> register(List<Registration> made, IntConsumer progress)
      throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    return all(
        made.stream()
            .map(
                each ->
                    (Callable<Identity>)
                        () -> {
                          Identity identity =
                              granted(
                                  each.account(), each.device(), post("/v1/accounts", body(each)));
                          progress.accept(done.incrementAndGet());
                          return identity;
                        })
            .toList());
  }

  /// The same identities with new tokens. Throws [BenchFailure].
  public List<Identity> renew(List<Identity> identities) throws InterruptedException {
    return all(
        identities.stream()
            .map(identity -> (Callable<Identity>) () -> renewOne(identity))
            .toList());
  }

  private static List<Identity> all(List<Callable<Identity>> calls) throws InterruptedException {
    List<Identity> identities = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Identity> identity : threads.invokeAll(calls)) {
        identities.add(identity.get());
      }
    } catch (ExecutionException e) {
      throw new BenchFailure("The node did not take a device: " + e.getCause(), e);
    }
    return identities;
  }

  private Identity registerOne() throws IOException, InterruptedException {
    AccountId account = AccountId.of(randomBytes());
    DeviceId device = DeviceId.of(randomBytes());
    return granted(account, device, post("/v1/accounts", body(account, device)));
  }

  private Identity renewOne(Identity old) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("refreshToken", old.refreshToken());
    return granted(old.account(), old.device(), post("/v1/sessions/refresh", body));
  }

  private static Identity granted(AccountId account, DeviceId device, JsonNode tokens) {
    return new Identity(
        account, device, tokens.path("accessToken").asText(), tokens.path("refreshToken").asText());
  }

  private JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(node.resolve(path))
            .timeout(ANSWER_TIME_MAX)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() != CREATED && response.statusCode() != OK) {
      throw new BenchFailure(answer.path("code").asText() + ": " + answer.path("text").asText());
    }
    return answer;
  }

  private ObjectNode body(AccountId account, DeviceId device) {
    Bytes certificate = signer.certify(account, device);
    return body(account, device, signer.identityKey(), certificate);
  }

  private static ObjectNode body(Registration made) {
    ObjectNode body = body(made.account(), made.device(), made.identityKey(), made.certificate());
    for (KeyPackageUpload upload : made.keyPackages()) {
      body.withArray("keyPackages")
          .addObject()
          .put("bytes", base64(upload.bytes()))
          .put("expires", upload.expiresMillis())
          .put("lastResort", upload.lastResort());
    }
    return body;
  }

  private static ObjectNode body(
      AccountId account, DeviceId device, Bytes identityKey, Bytes certificate) {
    ObjectNode body = JSON.createObjectNode();
    body.put("account", account.toString());
    body.put("handle", handle(account));
    body.put("password", "bench " + device);
    body.put("identityKey", base64(identityKey));
    body.putObject("device").put("id", device.toString()).put("certificate", base64(certificate));
    body.putArray("keyPackages");
    return body;
  }

  /// Whom this registers under which handle.
  public static String handle(AccountId account) {
    return "b" + account.toString().substring(0, 24);
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
