package dev.godwit.device;

import dev.godwit.device.step.Change;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.util.List;

/// A new account with its first device: what the node is told, and what the store must hold first.
///
/// @param identityKey Ed25519 public key of the account, 32 bytes
/// @param certificate an encoded SignedDeviceCertificate
/// @param keyPackages one-time ones and one last resort
/// @param changes to make durable before anything is sent
public record Registration(
    AccountId account,
    DeviceId device,
    Bytes identityKey,
    Bytes certificate,
    List<KeyPackageUpload> keyPackages,
    List<Change> changes) {

  /// The ids only: the changes hold private keys.
  @Override
  public String toString() {
    return "Registration[" + account + ", " + device + "]";
  }
}
