package dev.godwit.engines.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  private static final int ROUNDS = 4;
  private static final int APPENDS_PER_ROUND = 400;

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedBeforeAKillIsThere() throws Exception {
    Map<Integer, Long> acknowledged = new HashMap<>();
    for (int round = 1; round <= ROUNDS; round++) {
      appendUntilKilled(acknowledged, APPENDS_PER_ROUND);
      try (RocksStore store = RocksStore.open(folder)) {
        acknowledged.forEach((number, sequence) -> assertThere(store, number, sequence));
      }
    }
  }

  @Test
  void aFolderInUseByAnotherProcessIsRefused() throws Exception {
    Process process = Appender.start(folder);
    try (BufferedReader lines = process.inputReader()) {
      assertNotNull(lines.readLine());
      assertThrows(FolderException.InUse.class, () -> RocksStore.open(folder));
      assertNotNull(lines.readLine());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aFolderThatAnotherProcessServesIsBackedUpByIt() throws Exception {
    Path data = folder.resolve("data");
    Process process = Appender.start(data);
    try (BufferedReader lines = process.inputReader()) {
      assertNotNull(lines.readLine());
      RocksBackup.create(data, folder.resolve("backups"));
      assertNotNull(lines.readLine());
      Path notAFolder = data.resolve("GODWIT");
      assertThrows(FolderException.Unusable.class, () -> RocksBackup.create(data, notAFolder));
    } finally {
      process.destroyForcibly().waitFor();
    }
    RocksBackup.restore(folder.resolve("backups"), folder.resolve("restored"));
    try (RocksStore store = RocksStore.open(folder.resolve("restored"))) {
      long entries = 0;
      for (int number = 0; number < Appender.LOGS; number++) {
        entries += store.logs().load(Entries.log(number)).head();
      }
      assertTrue(entries > 0);
    }
  }

  private void appendUntilKilled(Map<Integer, Long> acknowledged, int appends)
      throws IOException, InterruptedException {
    Process process = Appender.start(folder);
    try (BufferedReader lines = process.inputReader()) {
      int seen = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        note(line, acknowledged);
        if (++seen == appends) {
          process.toHandle().destroyForcibly(); // leaves open what it has printed
        }
      }
      assertTrue(seen >= appends, "the process ended by itself");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /// The last line may have been cut by the kill.
  private static void note(String line, Map<Integer, Long> acknowledged) {
    List<String> words = List.of(line.split(" "));
    if (words.size() == 2) {
      acknowledged.merge(Integer.valueOf(words.get(0)), Long.valueOf(words.get(1)), Math::max);
    }
  }

  private static void assertThere(RocksStore store, int number, long sequence) {
    LogId log = Entries.log(number);
    List<LogEntry> entries = Entries.all(store.logs(), log).entries();
    assertTrue(entries.size() >= sequence, entries.size() + " of " + sequence);
    assertEquals(entries.size(), store.logs().load(log).head());
    for (LogEntry entry : entries) {
      assertEquals(Entries.entry(log, entry.sequence(), Entries.NOW, Entries.FRAME_BYTES), entry);
    }
  }
}
