package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.own.Ending;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Self;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A device that revokes another one at a node that may keep that to itself.
final class RevokingTest {
  private final OwnAccount account = new OwnAccount();
  private final Self phone = account.another("phone");

  @BeforeEach
  void linkPhone() {
    account.hear(AccountEntryKind.DEVICE_LINKED, phone.device(), phone.certificate());
    assertEquals(List.of(new Event.DeviceLinked(phone.device(), "phone")), account.told());
  }

  private Bytes statement() {
    return account.old.devices().revocation(phone.device(), OwnAccount.TIME);
  }

  private void revoke() {
    account.old.devices().revoked(phone.device(), statement(), OwnAccount.TIME);
    assertEquals(List.of(new Event.DeviceRevoked(phone.device(), "phone", true)), account.told());
  }

  @Test
  void aRevocationThatTheNodeHidesHoldsHere() {
    assertFalse(account.hasEnded(phone.device()));
    revoke();
    assertTrue(account.hasEnded(phone.device()));
    account.restart();
    assertTrue(account.hasEnded(phone.device()));
    account.hear(AccountEntryKind.DEVICE_LINKED, phone.device(), phone.certificate());
    assertEquals(List.of(new Event.DeviceRefused(phone.device())), account.told());
    assertTrue(account.hasEnded(phone.device()));
  }

  @Test
  void aRevocationIsToldOnce() {
    Bytes statement = statement();
    revoke();
    account.hear(AccountEntryKind.DEVICE_REVOKED, phone.device(), statement);
    assertEquals(List.of(), account.told());
  }

  @Test
  void aDeviceThatWasTakenOutRemembersByWhomAndWhen() {
    DeviceId here = account.self.device();
    assertEquals(Optional.empty(), account.old.devices().ending());
    Bytes own = account.old.devices().revocation(here, OwnAccount.TIME);
    account.hear(OwnAccount.TIME + 1, AccountEntryKind.DEVICE_REVOKED, here, own);
    account.hear(OwnAccount.TIME + 2, AccountEntryKind.DEVICE_REVOKED, here, Bytes.EMPTY);
    account.told();
    account.restart();
    Ending ending = new Ending(OwnAccount.TIME + 1, true);
    assertEquals(Optional.of(ending), account.old.devices().ending());
  }

  @Test
  void aDeviceHearsOfItsEndAheadOfTheLogAndOfNothingElse() {
    Bytes own = account.old.devices().revocation(account.self.device(), OwnAccount.TIME);
    account.hearAhead(AccountEntryKind.DEVICE_REVOKED, phone.device(), statement());
    assertFalse(account.hasEnded(phone.device()));
    account.hearAhead(AccountEntryKind.DEVICE_REVOKED, account.self.device(), own);
    account.told();
    account.restart();
    Ending ending = new Ending(OwnAccount.TIME, true);
    assertEquals(Optional.of(ending), account.old.devices().ending());
  }

  @Test
  void whatTheNodeAloneSaysIsNotSaidToBeTheAccounts() {
    account.hear(AccountEntryKind.DEVICE_REVOKED, account.self.device(), Bytes.EMPTY);
    account.told();
    Ending ending = new Ending(OwnAccount.TIME, false);
    assertEquals(Optional.of(ending), account.old.devices().ending());
  }
}
