package dev.godwit.core.account;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;

/// What somebody says to sign a device in.
///
/// @param certificate an encoded SignedDeviceCertificate of `device`
/// @param address where the request came from, for its limit
public record SignInRequest(
    String handle, String password, DeviceId device, Bytes certificate, String address) {

  @Override
  public String toString() {
    return "SignInRequest[" + device + "]";
  }
}
