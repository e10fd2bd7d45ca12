package dev.godwit.engines.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.core.log.LogId;
import dev.godwit.core.log.StoreException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  private static final LogId LOG = Entries.log(1);
  private static final int DISK_MEGABYTES = 64;
  private static final int ENTRY_BYTES = 20_000;
  private static final long SECONDS_MAX = 20;
  private static final RocksConfig NO_RESERVE =
      new RocksConfig(Entries.NOW, 1 << 20, 1 << 20, 32 << 20, 0);

  @TempDir Path place;

  /// Elsewhere, since a disk whose library is loaded cannot go.
  @BeforeAll
  static void loadTheLibrary(@TempDir Path elsewhere) {
    NativeLibrary.load(elsewhere);
  }

  @BeforeEach
  void onlyWhereADiskCanBeMade() throws Exception {
    assumeTrue(SmallDisk.isPossible(place), "making a small disk needs root");
  }

  private static void append(RocksStore store, long sequence) {
    store.logs().commit(Entries.one(LOG, sequence, Entries.NOW, ENTRY_BYTES));
  }

  /// Appends until it is refused; answers the head that was acknowledged.
  private static long appendUntilRefused(RocksStore store, Class<? extends StoreException> how) {
    long head = store.logs().load(LOG).head();
    for (int i = 0; i < DISK_MEGABYTES * 1_000_000 / ENTRY_BYTES; i++) {
      try {
        append(store, head + 1);
        head++;
      } catch (StoreException e) {
        assertEquals(how, e.getClass(), String.valueOf(e.getCause()));
        return head;
      }
    }
    throw new AssertionError("the disk never filled");
  }

  private static void appendWhenThereIsRoomAgain(RocksStore store) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    while (true) {
      try {
        append(store, store.logs().load(LOG).head() + 1);
        return;
      } catch (StoreException e) {
        assertTrue(System.nanoTime() < deadline, "it did not recover");
        Thread.onSpinWait();
      }
    }
  }

  private static void assertAllThere(RocksStore store, long acknowledged) {
    long head = store.logs().load(LOG).head();
    assertTrue(head >= acknowledged, head + " of " + acknowledged);
    assertEquals(head, Entries.all(store.logs(), LOG).entries().size());
  }

  @Test
  void appendsAreRefusedBeforeTheReserveIsUsedAndTakenAgainWhenThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(place, DISK_MEGABYTES);
        OnDisk kept = new OnDisk(disk.folder())) {
      append(kept.store(), 1);
      disk.fillUpTo(4_000_000);
      long acknowledged = appendUntilRefused(kept.store(), StoreException.Full.class);
      assertFalse(kept.store().isWritable());
      assertEquals(acknowledged, kept.store().logs().load(LOG).head());
      assertAllThere(kept.store(), acknowledged);
      disk.free();
      append(kept.store(), acknowledged + 1);
      assertTrue(kept.store().isWritable());
      assertAllThere(kept.reopened(), acknowledged + 1);
    }
  }

  @Test
  void expiryFreesSpaceOfADiskThatRefusesAppends() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(place, DISK_MEGABYTES);
        OnDisk kept = new OnDisk(disk.folder())) {
      append(kept.store(), 1);
      disk.fillUpTo(3_000_000);
      assertThrows(StoreException.Full.class, () -> append(kept.store(), 2));
      assertEquals(1, kept.store().logs().expire(Entries.NOW * 2, Entries.ALL));
    }
  }

  @Test
  void aWriteThatFailsOnAFullDiskIsRepairedWhenThereIsRoomAgain() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(place, DISK_MEGABYTES);
        OnDisk kept = new OnDisk(disk.folder(), NO_RESERVE)) {
      append(kept.store(), 1);
      disk.fillUpTo(1_000_000);
      long acknowledged = appendUntilRefused(kept.store(), StoreException.Uncertain.class);
      assertThrows(StoreException.Full.class, () -> append(kept.store(), acknowledged + 1));
      assertAllThere(kept.store(), acknowledged);
      disk.free();
      appendWhenThereIsRoomAgain(kept.store());
      assertAllThere(kept.store(), acknowledged + 1);
      assertAllThere(kept.reopened(), acknowledged + 1);
    }
  }
}
