package dev.godwit.testkit;

import dev.godwit.core.account.KeyPackages;

class MemoryKeyPackagesTest implements KeyPackagesContract {
  private final MemoryKeyPackages keyPackages = new MemoryKeyPackages();

  @Override
  public KeyPackages keyPackages() {
    return keyPackages;
  }

  @Override
  public KeyPackages reopenedKeyPackages() {
    return keyPackages;
  }
}
