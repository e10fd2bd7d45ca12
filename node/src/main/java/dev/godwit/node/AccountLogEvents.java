package dev.godwit.node;

import dev.godwit.core.account.AccountDevice;
import dev.godwit.core.account.DeviceEvents;
import dev.godwit.core.routing.Input;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.nio.ByteBuffer;
import java.util.UUID;

/// Writes what happens to devices into the logs of their accounts.
final class AccountLogEvents implements DeviceEvents {
  private final Workers workers;

  AccountLogEvents(Workers workers) {
    this.workers = workers;
  }

  @Override
  public void linked(AccountDevice device) {
    put(AccountEntryKind.DEVICE_LINKED, device.account(), device.id(), device.certificate());
  }

  @Override
  public void revoked(AccountId account, DeviceId device, Bytes statement) {
    workers.put(new Input.DeviceRevoked(account, device));
    put(AccountEntryKind.DEVICE_REVOKED, account, device, statement);
  }

  private void put(AccountEntryKind kind, AccountId account, DeviceId device, Bytes payload) {
    AccountEntry entry =
        new AccountEntry(
            0, id(kind, account, device), 0, kind, ConversationId.NONE, 0, device, payload);
    workers.put(new Input.AccountEvent(account, entry));
  }

  /// The same for the same event, so that telling it twice appends it once.
  private static EntryId id(AccountEntryKind kind, AccountId account, DeviceId device) {
    ByteBuffer name = ByteBuffer.allocate(4 * Long.BYTES + Integer.BYTES);
    name.putLong(account.high()).putLong(account.low());
    name.putLong(device.high()).putLong(device.low()).putInt(kind.number());
    UUID derived = UUID.nameUUIDFromBytes(name.array());
    return new EntryId(derived.getMostSignificantBits(), derived.getLeastSignificantBits());
  }
}
