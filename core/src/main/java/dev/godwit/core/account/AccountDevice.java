package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;

/// One device of an account.
///
/// @param certificate an encoded SignedDeviceCertificate
/// @param signatureKey Ed25519 public key of the device, 32 bytes, unique over all devices
/// @param revokedMillis when it was revoked, 0 when it was not
public record AccountDevice(
    AccountId account,
    DeviceId id,
    Bytes certificate,
    Bytes signatureKey,
    long linkedMillis,
    long revokedMillis) {

  public boolean isRevoked() {
    return revokedMillis != 0;
  }
}
