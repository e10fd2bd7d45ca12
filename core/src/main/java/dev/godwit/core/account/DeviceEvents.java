package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;

/// Who must hear that the devices of an account changed: its log and its sessions. Does not block.
public interface DeviceEvents {
  void linked(AccountDevice device);

  /// @param statement an encoded SignedDeviceRevocation; empty when the node revoked by itself
  void revoked(AccountId account, DeviceId device, Bytes statement);
}
