package dev.godwit.engines.rocksdb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What was last written under some keys; what came first and was not used since it was last
/// looked at is forgotten first. Using a value touches no other one. Used by one thread, and good
/// for one opening of the database.
final class Cached<K, V> {
  /// Used values that one new one passes over, so that none waits long for its place.
  static final int PASSED_MAX = 8;

  private static final class Slot<V> {
    private V value;
    private boolean used;

    private Slot(V value) {
      this.value = value;
    }
  }

  private final SequencedMap<K, Slot<V>> slots = new LinkedHashMap<>();
  private final int entriesMax;

  Cached(int entriesMax) {
    this.entriesMax = entriesMax;
  }

  @Nullable V get(K key) {
    Slot<V> slot = slots.get(key);
    if (slot == null) {
      return null;
    }
    slot.used = true;
    return slot.value;
  }

  void put(K key, V value) {
    Slot<V> slot = slots.get(key);
    if (slot == null) {
      slots.put(key, new Slot<>(value));
      shrink();
    } else {
      slot.value = value;
      slot.used = true;
    }
  }

  private void shrink() {
    if (slots.size() <= entriesMax) {
      return;
    }
    for (int passed = 0; passed < PASSED_MAX && slots.firstEntry().getValue().used; passed++) {
      Map.Entry<K, Slot<V>> first = slots.firstEntry();
      first.getValue().used = false;
      slots.putLast(first.getKey(), first.getValue());
    }
    slots.pollFirstEntry();
  }

  void putAll(Map<K, V> moved) {
    moved.forEach(this::put);
  }

  void clear() {
    slots.clear();
  }
}
