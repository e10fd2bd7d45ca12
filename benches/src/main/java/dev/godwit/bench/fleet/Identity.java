package dev.godwit.bench.fleet;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;

/// A registered account with its one device, and the access token of that device.
public record Identity(AccountId account, DeviceId device, String token) {

  @Override
  public String toString() {
    return "Identity[" + account + "]";
  }
}
