package dev.godwit.core.routing;

import dev.godwit.core.account.AccountDevice;
import dev.godwit.core.account.Accounts;
import dev.godwit.core.account.DeviceEvents;
import dev.godwit.core.log.Logs;
import dev.godwit.core.session.AccountUnit;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.util.function.Consumer;

/// Brings what happens to devices into the logs of their accounts. The accounts' store and the logs
/// are two writes, so what a node that died between them has not done is told again.
public final class DeviceNews implements DeviceEvents {
  /// Devices that one sweep looks at; the next sweep takes more.
  public static final int AT_ONCE_MAX = 1_000;

  private final Accounts accounts;
  private final Logs logs;
  private final Consumer<Input> workers;

  /// @param workers take each input to the worker of its account
  public DeviceNews(Accounts accounts, Logs logs, Consumer<Input> workers) {
    this.accounts = accounts;
    this.logs = logs;
    this.workers = workers;
  }

  @Override
  public void linked(AccountDevice device) {
    workers.accept(new Input.AccountEvent(device.account(), linking(device)));
  }

  @Override
  public void revoked(AccountId account, DeviceId device, Bytes statement) {
    AccountEntry revocation = revocation(device, statement);
    workers.accept(new Input.DeviceRevoked(account, revocation));
    workers.accept(new Input.AccountEvent(account, revocation));
  }

  @Override
  public void tellAgain() {
    accounts.untold(AT_ONCE_MAX).forEach(this::tellAgain);
  }

  /// That a device was linked need not be told any more when it was revoked since.
  private void tellAgain(AccountDevice device) {
    AccountEntry newest =
        device.isRevoked() ? revocation(device.id(), device.revocation()) : linking(device);
    var kept = ReadResult.Loaded.read(logs, device.account());
    if (AccountUnit.ofAccount(newest).isIn(kept.state(), kept.newest().entries())) {
      accounts.told(device);
    } else {
      workers.accept(new Input.AccountEvent(device.account(), newest));
    }
  }

  private static AccountEntry linking(AccountDevice device) {
    return entry(AccountEntryKind.DEVICE_LINKED, device.id(), device.certificate());
  }

  private static AccountEntry revocation(DeviceId device, Bytes statement) {
    return entry(AccountEntryKind.DEVICE_REVOKED, device, statement);
  }

  /// Its id is the same for the same event of a device, so that telling it twice appends it once.
  private static AccountEntry entry(AccountEntryKind kind, DeviceId device, Bytes payload) {
    EntryId id = new EntryId(device.high() + kind.number(), device.low());
    return new AccountEntry(0, id, 0, kind, ConversationId.NONE, 0, device, payload);
  }
}
