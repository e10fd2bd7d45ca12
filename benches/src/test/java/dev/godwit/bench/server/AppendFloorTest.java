package dev.godwit.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AppendFloorTest {
  @TempDir Path folder;

  @Test
  void everyEntryThatIsDueCountsOnce() throws IOException {
    Histogram nanos = AppendFloor.nanosAtRate(folder, 5_000, Duration.ofMillis(100));
    assertEquals(500, nanos.getTotalCount());
    assertTrue(nanos.getMinValue() > 0, "nothing is synced before it is due");
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    AppendFloor.nanosAtRate(folder, 1_000, Duration.ofMillis(10));
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }
}
