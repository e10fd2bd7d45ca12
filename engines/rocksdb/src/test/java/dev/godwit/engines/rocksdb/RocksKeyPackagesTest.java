package dev.godwit.engines.rocksdb;

import dev.godwit.core.account.KeyPackages;
import dev.godwit.testkit.KeyPackagesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RocksKeyPackagesTest implements KeyPackagesContract {
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
  public KeyPackages keyPackages() {
    return disk.store().keyPackages();
  }

  @Override
  public KeyPackages reopenedKeyPackages() {
    return disk.reopened().keyPackages();
  }
}
