package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;

/// Who must hear that the devices of an account changed: its log and its sessions. Does not block.
public interface DeviceEvents {
  void linked(AccountDevice device);

  void revoked(AccountId account, DeviceId device);
}
