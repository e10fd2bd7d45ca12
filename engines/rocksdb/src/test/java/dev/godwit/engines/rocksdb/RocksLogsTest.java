package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.Logs;
import dev.godwit.testkit.LogsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RocksLogsTest implements LogsContract {
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
  public Logs logs() {
    return disk.store().logs();
  }

  @Override
  public Logs reopened() {
    return disk.reopened().logs();
  }
}
