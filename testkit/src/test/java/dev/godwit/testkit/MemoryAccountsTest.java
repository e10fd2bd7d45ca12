package dev.godwit.testkit;

import dev.godwit.core.account.Accounts;

class MemoryAccountsTest implements AccountsContract {
  private final MemoryAccounts accounts = new MemoryAccounts();

  @Override
  public Accounts accounts() {
    return accounts;
  }

  @Override
  public Accounts reopenedAccounts() {
    return accounts;
  }
}
