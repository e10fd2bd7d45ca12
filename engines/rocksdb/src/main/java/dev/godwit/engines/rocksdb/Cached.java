package dev.godwit.engines.rocksdb;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was last written under some keys, the longest unused forgotten first. Used by one thread,
/// and good for one opening of the database.
final class Cached<K, V> {
  private static final float LOAD = 0.75f;

  private final Map<K, V> values;

  Cached(int entriesMax) {
    values =
        new LinkedHashMap<>(16, LOAD, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > entriesMax;
          }
        };
  }

  @Nullable V get(K key) {
    return values.get(key);
  }

  void put(K key, V value) {
    values.put(key, value);
  }

  void putAll(Map<K, V> moved) {
    values.putAll(moved);
  }

  void clear() {
    values.clear();
  }
}
