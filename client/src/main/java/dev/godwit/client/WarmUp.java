package dev.godwit.client;

import dev.godwit.device.Device;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.Frame;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Loads the classes of a session in a throw-away home: keys, store, JSON, HTTP.
final class WarmUp {
  /// Nobody listens at port 9; the refusal comes at once.
  private static final URI NOBODY = URI.create("http://127.0.0.1:9");

  private static final Duration PATIENCE = Duration.ofSeconds(5);

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
    try (LocalStore store = LocalStore.open(home, key)) {
      register(store, new JvmCrypto(random));
    }
    try (Godwit godwit = Godwit.open(home.folder(), new Secret.KeyFile())) {
      godwit.connect();
      godwit.conversations();
      godwit.waiting();
      GuestCodec.MAPPER.valueToTree(godwit.me());
      boolean unused = godwit.awaitOnline(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void register(LocalStore store, JvmCrypto crypto) {
    var made = Device.register(crypto, "warm", System.currentTimeMillis());
    store.apply(made.changes());
    Me me = new Me(made.account(), made.device(), "warm", NOBODY);
    SignIn.Tokens tokens = new SignIn.Tokens("", "", Long.MAX_VALUE);
    store.apply(List.of(Identity.change(me), tokens.change()));
    NodeCalls.uploads(made.keyPackages());
    Device device = Device.restore(store, crypto, "warm");
    device.onConnected(System.currentTimeMillis());
    device.take().frames().forEach(frame -> Frame.decode(Frame.encode(frame)));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
