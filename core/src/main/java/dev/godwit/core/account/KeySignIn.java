package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;

/// What a linked device says to sign in with its key instead of a password.
///
/// @param challenge as the node made it
/// @param signature Ed25519 by the device's key, see [DeviceDesk#SIGN_IN_LABEL]
/// @param address where the request came from, for its limit
public record KeySignIn(
    AccountId account, DeviceId device, String challenge, Bytes signature, String address) {

  @Override
  public String toString() {
    return "KeySignIn[" + device + "]";
  }
}
