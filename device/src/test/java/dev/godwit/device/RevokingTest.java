package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.own.OwnDevice;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Step;
import dev.godwit.device.trust.Self;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Opened;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A device that revokes another one at a node that may keep that to itself.
final class RevokingTest {
  private static final long TIME = TestNode.START_MILLIS;

  private final Crypto crypto = new JvmCrypto(new Random(8));
  private final MemoryStore store = new MemoryStore();
  private Device old = registered();
  private final Self self = Self.load(store).orElseThrow();
  private final Self phone =
      Self.admitted(crypto, self.account(), self.identityKey(), "phone", TIME);
  private long sequence;

  private Device registered() {
    store.apply(Device.register(crypto, "test", TIME).changes());
    return Device.restore(store, crypto, "test");
  }

  @BeforeEach
  void linkPhone() {
    connect();
    hear(AccountEntryKind.DEVICE_LINKED, phone.certificate());
    assertEquals(List.of(new Event.DeviceLinked(phone.device(), "phone")), told());
  }

  private void connect() {
    old.onConnected(TIME);
    old.onFrame(new Opened(1, TIME, 5_000, 10), TIME);
  }

  /// The node tells something of the phone.
  private void hear(AccountEntryKind kind, Bytes payload) {
    DeviceId device = phone.device();
    EntryId id = new EntryId(1, ++sequence);
    Frame entry =
        new AccountEntry(sequence, id, TIME, kind, ConversationId.NONE, 0, device, payload);
    old.onFrame(entry, TIME);
  }

  private List<Event> told() {
    Step step = old.take();
    store.apply(step.changes());
    return step.events();
  }

  private boolean hasEnded() {
    return old.devices().all().stream()
        .filter(device -> device.id().equals(phone.device()))
        .allMatch(OwnDevice::ended);
  }

  private void revoke() {
    Bytes statement = old.devices().revocation(phone.device(), TIME);
    old.devices().revoked(phone.device(), statement, TIME);
    assertEquals(List.of(new Event.DeviceRevoked(phone.device(), "phone", true)), told());
  }

  @Test
  void aRevocationThatTheNodeHidesHoldsHere() {
    assertFalse(hasEnded());
    revoke();
    assertTrue(hasEnded());
    old = Device.restore(store, crypto, "test");
    connect();
    told();
    assertTrue(hasEnded());
    hear(AccountEntryKind.DEVICE_LINKED, phone.certificate());
    assertEquals(List.of(new Event.DeviceRefused(phone.device())), told());
    assertTrue(hasEnded());
  }

  @Test
  void aRevocationIsToldOnce() {
    Bytes statement = old.devices().revocation(phone.device(), TIME);
    revoke();
    hear(AccountEntryKind.DEVICE_REVOKED, statement);
    assertEquals(List.of(), told());
  }
}
