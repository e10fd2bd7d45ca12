package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Self;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Bytes;
import java.util.List;
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
}
