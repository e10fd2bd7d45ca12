package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.group.Groups;
import dev.godwit.device.group.Joiner;
import dev.godwit.device.group.Joiners;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.EmptyStore;
import dev.godwit.device.trust.Certificates;
import dev.godwit.device.trust.Revocations;
import dev.godwit.device.trust.Self;
import dev.godwit.device.trust.Suite;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Key packages that a node gives out for devices that are not to be let in.
final class JoinersTest {
  private static final long TIME = TestNode.START_MILLIS;

  private final Crypto crypto = new JvmCrypto(new Random(6));
  private final Self bob = Self.make(crypto, "linux", TIME);
  private final Trust trust =
      Trust.of(
          Self.make(crypto, "linux", TIME), crypto, Groups.SETTINGS, new Draft(new EmptyStore()));

  /// What comes of a key package that the node gives out as Bob's device's.
  private Optional<Joiner> check(Self maker) {
    Machines machines = new Machines(maker, crypto, new Draft(new EmptyStore()));
    machines.clock.advance(TIME);
    Bytes keyPackage = machines.shelf.stock(1).getFirst().bytes();
    return Joiners.check(trust, bob.account(), bob.device(), keyPackage, TIME / 1_000);
  }

  @Test
  void aDeviceOfTheAccountIsTaken() {
    assertTrue(check(bob).isPresent());
  }

  @Test
  void aRevokedDeviceThatTheNodeBringsBackIsRefused() {
    trust.identities().meet(bob.account(), bob.identityPublicKey());
    Bytes statement = Revocations.issue(crypto, bob, bob.device(), TIME);
    assertEquals(Optional.of(bob.device()), trust.revocations().learn(bob.account(), statement));
    assertEquals(Optional.empty(), check(bob));
  }

  @Test
  void anotherDeviceOfTheAccountInItsPlaceIsRefused() {
    assertEquals(
        Optional.empty(),
        check(Self.admitted(crypto, bob.account(), bob.identityKey(), "phone", TIME)));
  }

  @Test
  void theCertificateOfAnotherKeyIsRefused() {
    KeyPair key = crypto.generateSignatureKeyPair(Suite.SUITE);
    Self twin = new Self(bob.account(), bob.device(), bob.identityKey(), key, bob.certificate());
    assertEquals(Optional.empty(), check(twin));
  }

  @Test
  void ofTwoCertificatesTheOneByAnotherIdentityIsRefused() {
    assertTrue(check(bob).isPresent());
    trust.identities().meet(bob.account(), bob.identityPublicKey());
    KeyPair identity = crypto.generateSignatureKeyPair(Suite.SUITE);
    DeviceCertificate second =
        new DeviceCertificate(
            bob.account(),
            bob.device(),
            Bytes.of(bob.deviceKey().publicKey()),
            Bytes.of(identity.publicKey()),
            TIME,
            "linux");
    Bytes certificate = Certificates.issue(crypto, identity, second);
    assertEquals(
        Optional.empty(),
        check(new Self(bob.account(), bob.device(), identity, bob.deviceKey(), certificate)));
    assertEquals(List.of(bob.account()), trust.identities().suspects().ask(_ -> true));
  }
}
