package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.util.List;

/// What somebody says to get an account. The first device makes the ids and the keys itself.
///
/// @param identityKey Ed25519 public key, 32 bytes
/// @param certificate an encoded SignedDeviceCertificate of `device`
/// @param address where the request came from, for its limit
public record Registration(
    AccountId account,
    String handle,
    String password,
    Bytes identityKey,
    DeviceId device,
    Bytes certificate,
    List<NewKeyPackage> keyPackages,
    String address) {
  public Registration {
    keyPackages = List.copyOf(keyPackages);
  }

  @Override
  public String toString() {
    return "Registration[" + account + "]";
  }
}
