package dev.godwit.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
  private static final long MIB = 1L << 20;
  private static final int SETTING_MAX = 1_000_000;

  @ParameterizedTest
  @ValueSource(longs = {64, 1_024, 6_144, 1_000_000})
  void whatIsKeptLeavesTheHeapRoomForWhatIsInUse(long heapMib) {
    Memory memory = Memory.of(0, heapMib * MIB);
    assertTrue(inHeap(memory) <= heapMib * MIB * 3 / 5);
    assertTrue(inHeap(memory) >= heapMib * MIB / 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 700, SETTING_MAX})
  void whatIsSetIsDivided(int mib) {
    long all = inHeap(Memory.of(mib, 1_024 * MIB));
    assertTrue(all <= mib * MIB && all > mib * MIB - MIB);
  }

  @Test
  void theSmallestSettingIsEnoughToStart() {
    assertEquals(MIB, Memory.of(1, 64 * MIB).logCacheBytes());
    assertEquals(64 * MIB, Memory.of(1, 64 * MIB).blockCacheBytes());
  }

  @Test
  void whatWasWrittenHasMoreRoomBesideALargerHeapButIsReadAgainSoonAfterAKill() {
    assertEquals(96 * MIB, Memory.of(0, 512 * MIB).writeBuffersBytes());
    assertEquals(128 * MIB, Memory.of(0, 4_096 * MIB).writeBuffersBytes());
    assertEquals(192 * MIB, Memory.of(0, 1_000_000 * MIB).writeBuffersBytes());
  }

  private static long inHeap(Memory memory) {
    return memory.conversationsBytes() + memory.accountsBytes() + memory.logCacheBytes();
  }
}
