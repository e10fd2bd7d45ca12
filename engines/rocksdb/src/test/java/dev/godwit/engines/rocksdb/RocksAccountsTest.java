package dev.godwit.engines.rocksdb;

import dev.godwit.core.account.Accounts;
import dev.godwit.testkit.AccountsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RocksAccountsTest implements AccountsContract {
  @TempDir Path folder;
  private OnDisk disk;

  @BeforeEach
  void open() {
    disk = new OnDisk(folder);
  }

  @AfterEach
  void close() {
    disk.close();
  }

  @Override
  public Accounts accounts() {
    return disk.store().accounts();
  }

  @Override
  public Accounts reopenedAccounts() {
    return disk.reopened().accounts();
  }
}
