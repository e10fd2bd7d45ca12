package dev.godwit.device.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.step.Draft;
import dev.godwit.device.step.EmptyStore;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Certificates;
import dev.godwit.device.trust.Revocations;
import dev.godwit.device.trust.Self;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Settings;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a device believes of the devices of its own account that the node does not tell, or tells
/// otherwise than it is.
final class OwnDevicesTest {
  private static final long TIME = 1_700_000_000_000L;

  private final Crypto crypto = new JvmCrypto(new Random(4));
  private final Draft draft = new Draft(new EmptyStore());
  private final Self self = Self.make(crypto, "linux", TIME);
  private final Trust trust = Trust.of(self, crypto, Settings.DEFAULT, draft);
  private final OwnDevices devices = new OwnDevices(trust, draft);
  private final Self phone =
      Self.admitted(crypto, self.account(), self.identityKey(), "phone", TIME);

  private List<Event> told() {
    return draft.take().events();
  }

  private DeviceCertificate certificate(Self device) {
    return Certificates.check(crypto, device.certificate()).orElseThrow();
  }

  @Test
  void aDeviceThatTheNodeHidesIsToldWhenItIsSeenInAGroup() {
    devices.onSeen(certificate(phone));
    assertEquals(List.of(new Event.DeviceLinked(phone.device(), "phone")), told());
    assertEquals(List.of(phone.device()), devices.others());
    devices.onSeen(certificate(phone));
    devices.onLinked(phone.device(), phone.certificate(), TIME);
    assertEquals(List.of(), told());
  }

  @Test
  void aCertificateOfARevokedDeviceIsRefusedWheneverItComes() {
    devices.onRevoked(phone.device(), Revocations.issue(crypto, self, phone.device(), TIME), TIME);
    devices.onLinked(phone.device(), phone.certificate(), TIME);
    assertEquals(List.of(new Event.DeviceRefused(phone.device())), told());
    assertFalse(devices.hasOthers());
  }

  @Test
  void aSecondCertificateForADeviceCountsOnlyWhenTheIdentityHasSignedIt() {
    devices.onLinked(phone.device(), phone.certificate(), TIME);
    Self server = Self.make(crypto, "server", TIME);
    DeviceCertificate real = certificate(phone);
    Bytes forged =
        Certificates.issue(
            crypto,
            server.identityKey(),
            new DeviceCertificate(
                real.account(),
                real.device(),
                Bytes.of(server.deviceKey().publicKey()),
                real.identityKey(),
                TIME,
                "phone"));
    told();
    devices.onLinked(phone.device(), forged, TIME);
    assertEquals(List.of(new Event.DeviceRefused(phone.device())), told());
    assertTrue(devices.hasOthers());
  }
}
