package dev.godwit.client;

import dev.godwit.device.Device;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.Frame;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// Loads the classes of a session in a throw-away home: keys, store, JSON, HTTP.
final class WarmUp {
  private WarmUp() {}

  static void run() {
    try {
      Path folder = Files.createTempDirectory("godwit-warm");
      warm(Home.at(folder.resolve("home")));
      delete(folder);
    } catch (IOException e) {
      throw Home.unusable(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  private static void warm(Home home) {
    SecureRandom random = new SecureRandom();
    byte[] key = HomeKey.create(home, new Secret.KeyFile(), random);
    JvmCrypto crypto = new JvmCrypto(random);
    try (HomeLock _ = HomeLock.tryLock(home).orElseThrow();
        LocalStore store = LocalStore.open(home, key)) {
      var made = Device.register(crypto, "warm", System.currentTimeMillis());
      store.apply(made.changes());
      NodeCalls.uploads(made.keyPackages());
      Device device = Device.restore(store, crypto, "warm");
      device.onConnected(System.currentTimeMillis());
      device.onTick(System.currentTimeMillis());
      device.take().frames().forEach(frame -> Frame.decode(Frame.encode(frame)));
      store.conversations().all();
    }
    network();
  }

  /// Nobody listens at port 9; the refusal is what is wanted.
  private static void network() {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      NodeApi api = new NodeApi(Owner.httpClient(executor), URI.create("http://127.0.0.1:9"));
      api.post("/v1/sessions/refresh", Json.object().put("refreshToken", ""));
    } catch (GodwitException e) {
      assert e.reason() == Reason.Local.NODE_UNREACHABLE;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
