package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Certificates;
import dev.godwit.device.trust.Revocations;
import dev.godwit.device.trust.Self;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A node that adds, swaps and brings back devices of an account, and serves two certificates: each
/// time the person is told, and no key package of that device is wanted for any conversation.
final class LyingAboutDevicesTest {
  private final OwnAccount account = new OwnAccount();
  private final Self phone = account.another("phone");

  private void link(DeviceId device, Bytes certificate) {
    account.hear(AccountEntryKind.DEVICE_LINKED, device, certificate);
  }

  private void assertRefused(DeviceId device) {
    assertEquals(List.of(new Event.DeviceRefused(device)), account.told());
  }

  @Test
  void whoTheAccountHasSignedIsBroughtIn() {
    link(phone.device(), phone.certificate());
    assertEquals(List.of(new Event.DeviceLinked(phone.device(), "phone")), account.told());
    assertTrue(account.wantsIn(phone.device()));
  }

  @Test
  void whoItAddsIsLetInNowhere() {
    Self forged = Self.make(account.crypto, "phone", OwnAccount.TIME);
    link(forged.device(), forged.certificate());
    assertRefused(forged.device());
    assertFalse(account.wantsIn(forged.device()));
    assertFalse(account.isThere(forged.device()));
  }

  @Test
  void whoItPutsInAnothersPlaceIsLetInNowhere() {
    DeviceId other = new DeviceId(1, 1);
    link(other, phone.certificate());
    assertRefused(other);
    assertFalse(account.wantsIn(other));
    assertFalse(account.wantsIn(phone.device()));
  }

  @Test
  void whoItBringsBackStaysOut() {
    link(phone.device(), phone.certificate());
    Bytes statement =
        Revocations.issue(account.crypto, account.self, phone.device(), OwnAccount.TIME);
    account.hear(AccountEntryKind.DEVICE_REVOKED, phone.device(), statement);
    account.told();
    link(phone.device(), phone.certificate());
    assertRefused(phone.device());
    assertFalse(account.wantsIn(phone.device()));
    account.restart();
    assertTrue(account.hasEnded(phone.device()));
    assertFalse(account.wantsIn(phone.device()));
  }

  @Test
  void ofTwoCertificatesTheOneThatTheAccountSignedCounts() {
    link(phone.device(), phone.certificate());
    account.told();
    link(phone.device(), second());
    assertRefused(phone.device());
    assertTrue(account.isThere(phone.device()));
  }

  @Test
  void whatWasBeforeTheAccountWasBegunAnewIsNoLie() {
    OwnAccount anew = OwnAccount.anew(account.self.account());
    AccountEntryKind linked = AccountEntryKind.DEVICE_LINKED;
    anew.hear(OwnAccount.TIME - 1, linked, phone.device(), phone.certificate());
    assertEquals(List.of(), anew.told());
    assertFalse(anew.isThere(phone.device()));
    anew.hear(OwnAccount.TIME, linked, phone.device(), phone.certificate());
    assertEquals(List.of(new Event.DeviceRefused(phone.device())), anew.told());
    assertFalse(anew.wantsIn(phone.device()));
  }

  /// For the same device another key, signed by another identity in the name of this one.
  private Bytes second() {
    Self server = Self.make(account.crypto, "server", OwnAccount.TIME);
    DeviceCertificate real = Certificates.check(account.crypto, phone.certificate()).orElseThrow();
    return Certificates.issue(
        account.crypto,
        server.identityKey(),
        new DeviceCertificate(
            real.account(),
            real.device(),
            Bytes.of(server.deviceKey().publicKey()),
            real.identityKey(),
            OwnAccount.TIME,
            "phone"));
  }
}
