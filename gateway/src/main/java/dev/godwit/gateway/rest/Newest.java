package dev.godwit.gateway.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A few values that are likely to be asked for again soon, such as the welcome that a thousand
/// joiners fetch. The longest unused goes first. Safe for several threads.
public final class Newest<K, V> {
  private static final float LOAD_FACTOR = 0.75f;

  private final Map<K, V> values;

  /// @param valuesMax how many are kept
  public Newest(int valuesMax) {
    values =
        new LinkedHashMap<>(valuesMax, LOAD_FACTOR, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > valuesMax;
          }
        };
  }

  public synchronized Optional<V> find(K key) {
    return Optional.ofNullable(values.get(key));
  }

  public synchronized void put(K key, V value) {
    values.put(key, value);
  }
}
