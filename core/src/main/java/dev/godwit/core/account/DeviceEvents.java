package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;

/// Who must hear that the devices of an account changed: its log and its sessions.
/// Being told does not block, and may come to nothing when the node dies.
public interface DeviceEvents {
  void linked(AccountDevice device);

  /// @param statement an encoded SignedDeviceRevocation; empty when the node revoked by itself
  void revoked(AccountId account, DeviceId device, Bytes statement);

  /// Tells what came to nothing, and forgets what did not. To be called now and then; blocks.
  void tellAgain();
}
