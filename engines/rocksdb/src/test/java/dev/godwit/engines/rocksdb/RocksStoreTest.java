package dev.godwit.engines.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.core.log.LogId;
import dev.godwit.core.log.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreTest {
  private static final LogId LOG = Entries.log(1);
  private static final int THREADS = 32;
  private static final int APPENDS = 50;

  @TempDir Path folder;

  @Test
  void allThatWaitAtOnceGetTheirAnswer() throws Exception {
    try (RocksStore store = RocksStore.open(folder);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int number = 0; number < THREADS; number++) {
        LogId log = Entries.log(number);
        all.add(threads.submit(() -> Entries.append(store.logs(), log, 1, APPENDS)));
      }
      for (Future<?> one : all) {
        one.get();
      }
      for (int number = 0; number < THREADS; number++) {
        assertEquals(APPENDS, Entries.all(store.logs(), Entries.log(number)).entries().size());
      }
    }
  }

  @Test
  void aBatchThatCannotBeKeptLeavesNothingAndHurtsNobody() {
    try (RocksStore store = RocksStore.open(folder)) {
      Entries.append(store.logs(), LOG, 1, 1);
      assertThrows(
          IllegalArgumentException.class, () -> store.logs().commit(Entries.one(LOG, 2, -1, 10)));
      assertEquals(1, store.logs().load(LOG).head());
      Entries.append(store.logs(), LOG, 2, 3);
      assertEquals(3, Entries.all(store.logs(), LOG).entries().size());
    }
  }

  @Test
  void aClosedStoreRefuses() {
    RocksStore store = RocksStore.open(folder);
    Entries.append(store.logs(), LOG, 1, 1);
    store.close();
    assertThrows(StoreException.Unavailable.class, () -> store.logs().commit(Entries.one(LOG, 2)));
    assertThrows(StoreException.Unavailable.class, () -> store.logs().load(LOG));
    assertFalse(store.isWritable());
  }

  @Test
  void anInterruptedCallerStillGetsTheTruth() {
    try (RocksStore store = RocksStore.open(folder)) {
      Thread.currentThread().interrupt();
      try {
        Entries.append(store.logs(), LOG, 1, 1);
      } catch (StoreException.Unavailable e) {
        assertFalse(e.mayHaveHappened());
        assertEquals(0, store.logs().load(LOG).head());
        return;
      } finally {
        assertEquals(true, Thread.interrupted());
      }
      assertEquals(1, store.logs().load(LOG).head());
    }
  }
}
