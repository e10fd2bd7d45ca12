package dev.godwit.core.account;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;

/// What somebody says who has the password of an account and none of its devices any more.
///
/// @param identityKey the new Ed25519 public key that signs the account's devices
/// @param certificate an encoded SignedDeviceCertificate of `device` by that key
/// @param address where the request came from, for its limit
public record NewIdentity(
    String handle,
    String password,
    Bytes identityKey,
    DeviceId device,
    Bytes certificate,
    String address) {

  @Override
  public String toString() {
    return "NewIdentity[" + device + "]";
  }
}
