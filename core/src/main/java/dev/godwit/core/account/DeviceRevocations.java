package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.DeviceRevocation;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.MalformedFrame;
import dev.godwit.wire.SignedDeviceRevocation;

/// Checks what an account's identity key says of a device that is to go (PROTOCOL: revoking).
final class DeviceRevocations {
  static final int REVOCATION_BYTES_MAX = 512;

  private static final String LABEL = "godwit device revocation 1\0";

  private DeviceRevocations() {}

  /// REVOCATION_INVALID unless the identity has signed that this device of this account is to go.
  static Reply<Bytes> check(
      AccountId account, DeviceId device, Bytes identityKey, Bytes statement) {
    try {
      return statement.size() <= REVOCATION_BYTES_MAX
              && holds(account, device, identityKey, SignedDeviceRevocation.decode(statement))
          ? Reply.given(statement)
          : Reply.refused(ErrorCode.REVOCATION_INVALID);
    } catch (MalformedFrame _) {
      return Reply.refused(ErrorCode.REVOCATION_INVALID);
    }
  }

  private static boolean holds(
      AccountId account, DeviceId device, Bytes identityKey, SignedDeviceRevocation signed) {
    DeviceRevocation content = DeviceRevocation.decode(signed.revocation());
    return content.account().equals(account)
        && content.device().equals(device)
        && LabeledSignature.isValid(identityKey, LABEL, signed.revocation(), signed.signature());
  }
}
