package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.link.NewDevice;
import dev.godwit.device.link.OldDevice;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.device.trust.Certificates;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.Opened;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A device whose clock is years off lets another one in.
final class FarOffClockTest {
  private static final long NODE_MILLIS = TestNode.START_MILLIS;
  private static final long YEAR_MILLIS = 365L * 24 * 3_600_000;
  private static final long WRONG_MILLIS = NODE_MILLIS - 20 * YEAR_MILLIS;

  private final Crypto crypto = new JvmCrypto(new Random(8));
  private final MemoryStore store = new MemoryStore();
  private final Device old = old();

  private Device old() {
    store.apply(Device.register(crypto, "test", NODE_MILLIS).changes());
    return Device.restore(store, crypto, "test");
  }

  /// What the new device is given is dated by the node's time, give or take a minute.
  private void assertDatedByTheNode(NewDevice.Admitted admitted) {
    DeviceCertificate certificate =
        Certificates.check(crypto, admitted.self().certificate()).orElseThrow();
    assertTrue(Math.abs(certificate.time() - NODE_MILLIS) < 60_000);
    for (KeyPackageUpload upload : Linking.take(crypto, admitted).keyPackages().subList(0, 2)) {
      assertTrue(upload.expiresMillis() > NODE_MILLIS);
      assertTrue(upload.expiresMillis() < NODE_MILLIS + YEAR_MILLIS);
    }
  }

  private NewDevice.Admitted linked() {
    NewDevice fresh = NewDevice.begin(crypto, "phone");
    OldDevice host =
        old.devices()
            .answer(fresh.code(), fresh.offer(), "alice", WRONG_MILLIS + 100)
            .orElseThrow();
    return fresh.open(host.answer()).orElseThrow();
  }

  @Test
  void whatANewDeviceIsGivenIsDatedByTheSession() {
    old.onConnected(WRONG_MILLIS);
    old.onFrame(new Opened(1, NODE_MILLIS, 5_000, 10), WRONG_MILLIS);
    old.devices().nodeTime(NODE_MILLIS + YEAR_MILLIS, WRONG_MILLIS);
    assertDatedByTheNode(linked());
  }

  @Test
  void beforeASessionIsOpenWhatTheNodeSaysOtherwiseCounts() {
    old.devices().nodeTime(NODE_MILLIS, WRONG_MILLIS);
    assertDatedByTheNode(linked());
  }
}
