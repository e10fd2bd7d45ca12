package dev.godwit.core.account;

import java.util.List;

/// An account with all its devices, oldest first.
public record Found(Account account, List<AccountDevice> devices) {
  public Found {
    devices = List.copyOf(devices);
  }
}
