package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.group.KeyPackageShelf;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.Step;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Send;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a device writes, and how much.
final class StoreTest {
  private static final int MESSAGE_BYTES_MAX = 2_048;

  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");

  @Test
  void groupStateOfAMessageIsSmall() {
    alice.say(bob, "hello");
    bob.say(alice, "hi");
    world.settle();
    List<Step> steps = new ArrayList<>();
    alice.watcher = steps::add;
    bob.watcher = steps::add;
    for (int i = 0; i < 50; i++) {
      alice.say(bob, "" + i);
      bob.say(alice, "" + i);
      world.settle();
    }
    assertTrue(steps.stream().mapToInt(StoreTest::groupBytes).max().orElse(0) > 0);
    steps.forEach(step -> assertTrue(groupBytes(step) <= MESSAGE_BYTES_MAX));
  }

  @Test
  void keyIsSpentInTheStepThatSendsItsCiphertext() {
    alice.say(bob, "hello");
    world.settle();
    List<Step> steps = new ArrayList<>();
    alice.watcher = steps::add;
    alice.say(bob, "2");
    world.settle();
    Step sending =
        steps.stream()
            .filter(step -> step.frames().stream().anyMatch(Send.class::isInstance))
            .findFirst()
            .orElseThrow();
    assertTrue(groupBytes(sending) > 0);
  }

  @Test
  void usedKeyPackageIsDeletedAndTheSupplyIsRefilled() {
    int packages = bob.store.scan("keypackage/").size();
    TestNode.Account account = world.node.session(bob.account());
    for (int i = 0; i < 11; i++) {
      world.person("friend" + i).say(bob, "hello");
      world.settle();
    }
    assertEquals(KeyPackageShelf.ONE_TIME, account.oneTime.size());
    assertEquals(packages, bob.store.scan("keypackage/").size());
  }

  @Test
  void lastResortIsKeptAfterItWasUsed() {
    TestNode.Account account = world.node.session(bob.account());
    bob.disconnect();
    account.oneTime.clear();
    alice.say(bob, "hello");
    Person carol = world.person("carol");
    carol.say(bob, "hello");
    world.settle();
    bob.connect();
    world.settle();
    assertEquals(List.of("hello"), bob.texts(alice));
    assertEquals(List.of("hello"), bob.texts(carol));
  }

  @Test
  void outboxAndParkedEntriesAreGoneWhenAllIsSaid() {
    for (int i = 0; i < 10; i++) {
      alice.say(bob, "" + i);
      bob.say(alice, "" + i);
    }
    world.pass(10_000);
    for (Person person : List.of(alice, bob)) {
      assertEquals(0, person.store.bytes("outbox/"));
      assertEquals(0, person.store.bytes("parked/"));
      assertEquals(0, person.store.bytes("pending/"));
      assertEquals(0, person.store.bytes("welcome/"));
      assertEquals(0, person.store.bytes("rejoin/"));
    }
  }

  @Test
  void registrationStoresTheKeysBeforeTheyAreShown() {
    Crypto crypto = new JvmCrypto(new Random(5));
    Registration registration = Device.register(crypto, "test", TestNode.START_MILLIS);
    MemoryStore store = new MemoryStore();
    assertFalse(Device.isRegistered(store));
    store.apply(registration.changes());
    assertTrue(Device.isRegistered(store));
    assertEquals(KeyPackageShelf.ONE_TIME + 1, registration.keyPackages().size());
    Device device = Device.restore(store, crypto, "test");
    assertEquals(registration.account(), device.account());
    assertEquals(registration.device(), device.device());
  }

  @Test
  void storeOfANewerVersionIsRefused() {
    MemoryStore store = new MemoryStore();
    store.apply(List.of(new Change.Put("self", Bytes.of((byte) 2))));
    assertThrows(IllegalStateException.class, () -> Device.restore(store, alice.crypto, "test"));
  }

  @Test
  void emptyStoreHasNoDevice() {
    assertThrows(
        IllegalStateException.class, () -> Device.restore(new MemoryStore(), alice.crypto, "test"));
  }

  /// What a step writes of groups, without the trees, which are written once per epoch.
  private static int groupBytes(Step step) {
    int bytes = 0;
    for (Change change : step.changes()) {
      if (change instanceof Change.Put(var key, var value) && isGroupState(key)) {
        bytes += key.length() + value.size();
      }
    }
    return bytes;
  }

  private static boolean isGroupState(String key) {
    return key.startsWith("mls/") && !key.substring(key.lastIndexOf('/')).startsWith("/p");
  }
}
