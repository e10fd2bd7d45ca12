package dev.godwit.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CacheTest {
  private final Set<Integer> needed = new HashSet<>();
  private final Map<Integer, Integer> bytes = new HashMap<>();
  private final Cache<Integer, Integer> cache =
      new Cache<>(32, i -> bytes.getOrDefault(i, 10), i -> !needed.contains(i));

  private void fill(int machines) {
    for (int i = 0; i < machines; i++) {
      cache.get(i, key -> key);
    }
  }

  @Test
  void whatCameFirstGoesFirst() {
    fill(5);
    cache.evict();
    assertEquals(3, cache.size());
    assertTrue(cache.find(0).isEmpty() && cache.find(1).isEmpty());
  }

  @Test
  void whatWasUsedStaysOnceMore() {
    fill(3);
    cache.find(0);
    bytes.put(2, 11);
    cache.find(2);
    cache.evict();
    assertEquals(List.of(2, 0), cache.all());
    cache.get(3, key -> key);
    cache.evict();
    assertEquals(List.of(3, 2), cache.all());
  }

  @Test
  void whatWasUsedGoesTooWhenAllTakeMoreThanTheyMay() {
    fill(5);
    for (int i = 0; i < 5; i++) {
      cache.find(i);
    }
    cache.evict();
    assertEquals(3, cache.size());
  }

  @Test
  void whatHasGrownIsWeighedWhenItIsAskedForAndLeavesRoomForFewer() {
    fill(3);
    bytes.put(2, 15);
    cache.find(2);
    cache.evict();
    assertEquals(2, cache.size());
    assertTrue(cache.find(0).isEmpty());
    cache.forget(2, 2);
    cache.get(3, key -> key);
    cache.get(4, key -> key);
    cache.evict();
    assertEquals(3, cache.size());
  }

  @Test
  void whatIsNeededStaysHoweverMuchThereIs() {
    for (int i = 0; i < 1_000; i++) {
      needed.add(i);
      cache.get(i, key -> key);
    }
    cache.evict();
    assertEquals(1_000, cache.size());
    cache.get(5_000, key -> key);
    for (int round = 0; round < 10; round++) {
      cache.evict();
    }
    assertEquals(1_000, cache.size());
    assertTrue(cache.find(5_000).isEmpty());
  }

  @Test
  void howeverManyComeAsManyGo() {
    for (int i = 0; i < 50_000; i++) {
      cache.get(i, key -> key);
      if (i % 5_000 == 0) {
        cache.evict();
      }
    }
    cache.evict();
    assertEquals(3, cache.size());
  }

  /// The simulation of nodes, seed 133: a machine that was evicted took the next one with it, so
  /// that a conversation had two of them and cursors went back.
  @Test
  void whatWasForgottenBeforeTakesNothingElseWithIt() {
    Integer evicted = cache.get(1, key -> 1_000_001);
    cache.forget(1, evicted);
    cache.get(1, key -> 1_000_002);
    cache.forget(1, evicted);
    assertTrue(cache.find(1).isPresent());
  }
}
