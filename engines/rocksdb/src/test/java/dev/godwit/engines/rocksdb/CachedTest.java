package dev.godwit.engines.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CachedTest {
  private final Cached<Integer, String> cached = new Cached<>(3);

  private void fill(int from, int to) {
    for (int key = from; key < to; key++) {
      cached.put(key, "value " + key);
    }
  }

  private long kept(int keys) {
    return IntStream.range(0, keys).filter(key -> cached.get(key) != null).count();
  }

  @Test
  void theNewestValueIsKept() {
    cached.put(1, "old");
    cached.put(1, "new");
    assertEquals("new", cached.get(1));
  }

  @Test
  void whatWasUsedStaysAndWhatWasNotGoesFirst() {
    fill(0, 3);
    cached.get(0);
    fill(3, 5);
    assertEquals("value 0", cached.get(0));
    assertNull(cached.get(1));
    assertNull(cached.get(2));
  }

  @Test
  void thereAreNeverMoreHoweverManyAreUsed() {
    Cached<Integer, String> many = new Cached<>(100);
    for (int key = 0; key < 1_000; key++) {
      many.put(key, "value");
      many.get(key);
    }
    assertEquals(100, IntStream.range(0, 1_000).filter(key -> many.get(key) != null).count());
  }

  @Test
  void nothingIsKeptWhereThereIsNoRoom() {
    Cached<Integer, String> none = new Cached<>(0);
    none.put(1, "value");
    assertNull(none.get(1));
  }

  @Test
  void nothingIsLeftOfAnEarlierOpening() {
    fill(0, 3);
    cached.clear();
    assertEquals(0, kept(3));
  }
}
