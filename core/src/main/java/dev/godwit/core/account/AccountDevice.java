package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;

/// One device of an account.
///
/// @param certificate an encoded SignedDeviceCertificate
/// @param signatureKey Ed25519 public key of the device, 32 bytes, unique over all devices
/// @param revokedMillis when it was revoked, 0 when it was not
/// @param revocation an encoded SignedDeviceRevocation; empty when it was not revoked, or by the
///     node itself
/// @param seenMillis when it signed in or got new tokens last
public record AccountDevice(
    AccountId account,
    DeviceId id,
    Bytes certificate,
    Bytes signatureKey,
    long linkedMillis,
    long revokedMillis,
    Bytes revocation,
    long seenMillis) {

  /// A device as it was linked, or revoked without a statement of its account.
  public AccountDevice(
      AccountId account,
      DeviceId id,
      Bytes certificate,
      Bytes signatureKey,
      long linkedMillis,
      long revokedMillis) {
    this(
        account,
        id,
        certificate,
        signatureKey,
        linkedMillis,
        revokedMillis,
        Bytes.EMPTY,
        linkedMillis);
  }

  public boolean isRevoked() {
    return revokedMillis != 0;
  }

  /// The device as it is after its revocation.
  public AccountDevice revoked(long nowMillis, Bytes statement) {
    return new AccountDevice(
        account, id, certificate, signatureKey, linkedMillis, nowMillis, statement, seenMillis);
  }

  /// The device as it is when it was seen now; never goes back.
  public AccountDevice seen(long nowMillis) {
    return new AccountDevice(
        account,
        id,
        certificate,
        signatureKey,
        linkedMillis,
        revokedMillis,
        revocation,
        Math.max(seenMillis, nowMillis));
  }
}
