package dev.godwit.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.bench.fleet.Registrar;
import dev.godwit.bench.server.NodeProcess;
import dev.godwit.client.Event;
import dev.godwit.client.Godwit;
import dev.godwit.client.GroupChanged;
import dev.godwit.client.GroupRules;
import dev.godwit.client.Message;
import dev.godwit.client.Recipient;
import dev.godwit.client.Secret;
import dev.godwit.device.Device;
import dev.godwit.device.Registration;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.mls.jvm.JvmCrypto;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Somebody with a real device makes a large group over a slow line, which breaks while the commit
/// is under way: the device comes back, says it again, and the group is made once.
final class BrokenLineTest {
  private static final int OTHERS = 240;
  private static final int COMMIT_BYTES_MIN = 300 * 1_024;
  private static final Duration TIME_MAX = Duration.ofMinutes(1);
  private static final String PASSWORD = "a password for tests";

  /// Makes the certificates, and with them the tree, as large as they may be.
  private static final String PLATFORM = "x".repeat(780);

  @Test
  void largeCommitOverASlowLineThatBreaksIsTakenOnce() throws Exception {
    try (var workplace = new NodeOptions().newWorkplace();
        NodeProcess node = NodeProcess.start(workplace.setup("data"), 0);
        SlowLine line = SlowLine.before(node.uri(), COMMIT_BYTES_MIN / 2);
        Godwit founder = person(workplace.folder(), line.uri(), "founder");
        Godwit friend = person(workplace.folder(), node.uri(), "friend")) {
      List<String> people = new ArrayList<>(register(node.uri()));
      people.add("@friend");
      CompletableFuture<Message> heard = new CompletableFuture<>();
      friend.listen(
          event -> {
            if (event instanceof Event.Arrived(var said) && said.kind() == Message.Kind.TEXT) {
              heard.complete(said);
            }
          });
      GroupChanged made =
          founder
              .groups()
              .waiting(TIME_MAX)
              .create("All", "", new byte[0], people, GroupRules.NEW_GROUP);
      assertTrue(made.isDone(), made.code());
      assertEquals(List.of(), made.leftOut());
      assertTrue(line.isBroken() && line.longest() > COMMIT_BYTES_MIN, "" + line.longest());
      assertTrue(!founder.send(new Recipient.InConversation(made.group()), "hi").isUnaddressed());
      // Before it are the commit and what the group is called.
      assertEquals(3, heard.get(TIME_MAX.toSeconds(), TimeUnit.SECONDS).sequence());
    }
  }

  private static Godwit person(Path folder, URI node, String handle) throws InterruptedException {
    Path home = folder.resolve("home-" + handle);
    assertEquals(
        handle, Godwit.register(home, new Secret.KeyFile(), node, handle, PASSWORD).handle());
    Godwit person = Godwit.open(home, new Secret.KeyFile());
    assertTrue(person.awaitOnline(TIME_MAX));
    return person;
  }

  /// Devices that are never there.
  private static List<String> register(URI node) throws InterruptedException {
    JvmCrypto crypto = new JvmCrypto(new SecureRandom());
    List<Registration> made = new ArrayList<>();
    for (int i = 0; i < OTHERS; i++) {
      made.add(withLastResort(Device.register(crypto, PLATFORM, System.currentTimeMillis())));
    }
    try (Registrar registrar = new Registrar(node)) {
      return registrar.register(made, _ -> {}).stream()
          .map(identity -> identity.account().toString())
          .toList();
    }
  }

  /// With one key package: more would only lengthen the preparations.
  private static Registration withLastResort(Registration made) {
    return new Registration(
        made.account(),
        made.device(),
        made.identityKey(),
        made.certificate(),
        made.keyPackages().stream().filter(KeyPackageUpload::lastResort).toList(),
        made.changes());
  }
}
