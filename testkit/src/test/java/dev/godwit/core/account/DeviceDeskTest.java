package dev.godwit.core.account;

import static dev.godwit.core.account.World.given;
import static dev.godwit.core.account.World.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testkit.SignedDevice;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Linking, signing in by key, revoking, beginning anew.
final class DeviceDeskTest {
  private static final SignedDevice ALICE = SignedDevice.of(1);
  private static final SignedDevice PHONE = ALICE.another(2);

  private final World world = new World();

  @BeforeEach
  void register() {
    given(world.register("alice", ALICE));
  }

  private Reply<DeviceId> link(SignedDevice device) {
    return world.devices.link(ALICE.account(), device.id(), device.certificate());
  }

  private Reply<Granted> signIn(SignedDevice device, String challenge) {
    Bytes signature = device.signIn(challenge);
    return world.devices.signIn(
        new KeySignIn(device.account(), device.id(), challenge, signature, World.ADDRESS));
  }

  @Test
  void aLinkedDeviceSignsInByItsKey() {
    given(link(PHONE));
    given(link(PHONE));
    assertEquals(List.of(PHONE.id()), world.linked);
    Granted granted = given(signIn(PHONE, world.devices.challenge()));
    assertEquals(PHONE.id(), given(world.tokens.check(granted.accessToken())).device());
  }

  @Test
  void whoTheIdentityHasNotSignedIsNotLinked() {
    SignedDevice stranger = SignedDevice.of(9);
    assertEquals(ErrorCode.CERTIFICATE_INVALID, refused(link(stranger)));
    assertEquals(List.of(), world.linked);
  }

  @Test
  void aChallengeIsGoodOnceAndForAMinute() {
    String used = world.devices.challenge();
    given(signIn(ALICE, used));
    assertEquals(ErrorCode.BAD_CREDENTIALS, refused(signIn(ALICE, used)));
    String old = world.devices.challenge();
    world.pass(Challenges.LIFE_MILLIS);
    assertEquals(ErrorCode.BAD_CREDENTIALS, refused(signIn(ALICE, old)));
    assertEquals(ErrorCode.BAD_CREDENTIALS, refused(signIn(ALICE, "made up")));
  }

  @Test
  void anotherKeysSignatureAndAnUnknownDeviceLookTheSame() {
    String challenge = world.devices.challenge();
    var forged =
        new KeySignIn(
            ALICE.account(), ALICE.id(), challenge, PHONE.signIn(challenge), World.ADDRESS);
    assertEquals(ErrorCode.BAD_CREDENTIALS, refused(world.devices.signIn(forged)));
    assertEquals(ErrorCode.BAD_CREDENTIALS, refused(signIn(PHONE, world.devices.challenge())));
  }

  @Test
  void aRevocationIsSignedByTheIdentityAndEndsEverything() {
    given(link(PHONE));
    Granted granted = given(signIn(PHONE, world.devices.challenge()));
    Bytes forged = SignedDevice.of(9).revocation(PHONE.id());
    assertEquals(
        ErrorCode.REVOCATION_INVALID,
        refused(world.devices.revoke(ALICE.account(), PHONE.id(), forged)));
    given(world.devices.revoke(ALICE.account(), PHONE.id(), ALICE.revocation(PHONE.id())));
    assertEquals(ErrorCode.UNAUTHORIZED, refused(world.tokens.check(granted.accessToken())));
    assertEquals(ErrorCode.UNAUTHORIZED, refused(world.signIns.refresh(granted.refreshToken())));
    assertEquals(ErrorCode.DEVICE_REVOKED, refused(signIn(PHONE, world.devices.challenge())));
    assertEquals(ErrorCode.DEVICE_REVOKED, refused(link(PHONE)));
    AccountDevice kept = world.accounts.device(ALICE.account(), PHONE.id()).orElseThrow();
    assertEquals(ALICE.revocation(PHONE.id()), kept.revocation());
  }

  @Test
  void aDeviceThatNobodyUsesIsRevokedByTheNode() {
    long unseen = Duration.ofDays(30).toMillis();
    given(link(PHONE));
    world.pass(unseen - 1);
    given(signIn(ALICE, world.devices.challenge()));
    assertEquals(0, world.devices.revokeStale(unseen));
    world.pass(2);
    assertEquals(1, world.devices.revokeStale(unseen));
    assertEquals(List.of(PHONE.id()), world.revoked);
    assertEquals(ErrorCode.DEVICE_REVOKED, refused(signIn(PHONE, world.devices.challenge())));
  }

  @Test
  void whoHearsOfDevicesThatEndedFindsTheNewIdentity() {
    given(link(PHONE));
    SignedDevice fresh = SignedDevice.of(5).withAccountOf(ALICE);
    given(world.desk.beginAnew(anew(fresh)));
    assertEquals(List.of(ALICE.id(), PHONE.id()), world.revoked);
    assertEquals(List.of(fresh.identityKey(), fresh.identityKey()), world.identitiesAtRevocation);
    assertEquals(List.of(PHONE.id(), fresh.id()), world.linked);
  }

  @Test
  void beginningAnewIsTakenUpWhereItsAnswerWasLost() {
    SignedDevice fresh = SignedDevice.of(5).withAccountOf(ALICE);
    Granted lost = given(world.desk.beginAnew(anew(fresh)));
    Granted granted = given(world.desk.beginAnew(anew(fresh)));
    assertEquals(lost.device(), granted.device());
    assertEquals(List.of(ALICE.id()), world.revoked);
    assertEquals(List.of(fresh.id()), world.linked);
  }

  @Test
  void aRevokedDeviceBeginsNothingAnew() {
    SignedDevice fresh = SignedDevice.of(5).withAccountOf(ALICE);
    given(world.desk.beginAnew(anew(fresh)));
    given(world.devices.revoke(ALICE.account(), fresh.id(), fresh.revocation(fresh.id())));
    assertEquals(ErrorCode.DEVICE_REVOKED, refused(world.desk.beginAnew(anew(fresh))));
  }

  private static NewIdentity anew(SignedDevice device) {
    return new NewIdentity(
        "alice",
        World.PASSWORD,
        device.identityKey(),
        device.id(),
        device.certificate(),
        World.ADDRESS);
  }

  @Test
  void whoHasThePasswordAloneBeginsAnewUnderAnotherIdentity() {
    SignedDevice fresh = SignedDevice.of(5).withAccountOf(ALICE);
    assertEquals(ALICE.account(), given(world.desk.whose("alice", World.PASSWORD, World.ADDRESS)));
    assertEquals(
        ErrorCode.BAD_CREDENTIALS, refused(world.desk.whose("alice", "wrong one", World.ADDRESS)));
    given(world.desk.beginAnew(anew(fresh)));
    Found found = given(world.desk.find("alice"));
    assertEquals(fresh.identityKey(), found.account().identityKey());
    assertTrue(found.devices().getFirst().isRevoked());
    assertFalse(found.devices().getLast().isRevoked());
    assertEquals(ErrorCode.DEVICE_REVOKED, refused(signIn(ALICE, world.devices.challenge())));
  }
}
