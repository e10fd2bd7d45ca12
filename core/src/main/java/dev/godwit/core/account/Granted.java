package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;

/// What a device gets when it signs in or refreshes.
///
/// @param accessMillis how long the access token is good
public record Granted(
    AccountId account,
    DeviceId device,
    String accessToken,
    String refreshToken,
    long accessMillis) {

  @Override
  public String toString() {
    return "Granted[" + account + ", " + device + "]";
  }
}
