package dev.godwit.core.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A map in the order in which its keys came. Immutable: a map with more in it is another one, and
/// shares all but the newest with this. Who puts n keys in one after the other copies in the order
/// of √n each time.
///
/// @param settled under the newest; never changed, since other maps share it
/// @param newest what has changed since, in place of what is settled of the same keys
record LayeredMap<K, V>(Map<K, V> settled, Map<K, V> newest) {
  private static final LayeredMap<?, ?> EMPTY = new LayeredMap<>(Map.of(), Map.of());

  /// The newest that a map with few settled keys may have.
  private static final int NEWEST_MAX = 16;

  @SuppressWarnings("unchecked") // it has no key and no value
  static <K, V> LayeredMap<K, V> empty() {
    return (LayeredMap<K, V>) EMPTY;
  }

  /// Takes the map as it is: nobody may change it from now on.
  static <K, V> LayeredMap<K, V> of(Map<K, V> owned) {
    return owned.isEmpty() ? empty() : new LayeredMap<>(owned, Map.of());
  }

  /// At least as many as there are keys.
  int sizeMax() {
    return settled.size() + newest.size();
  }

  V getOrDefault(K key, V otherwise) {
    V changed = newest.get(key);
    return changed == null ? settled.getOrDefault(key, otherwise) : changed;
  }

  /// All that is in it, in order. Costs a copy, unless nothing is new.
  Map<K, V> all() {
    if (newest.isEmpty()) {
      return Collections.unmodifiableMap(settled);
    }
    Map<K, V> all = new LinkedHashMap<>(settled);
    all.putAll(newest);
    return Collections.unmodifiableMap(all);
  }

  LayeredMap<K, V> with(Map<K, V> changes) {
    if (changes.isEmpty()) {
      return this;
    }
    Map<K, V> changed = new LinkedHashMap<>(newest);
    changed.putAll(changes);
    LayeredMap<K, V> layered = new LayeredMap<>(settled, changed);
    return layered.isThin() ? layered : of(layered.all());
  }

  private boolean isThin() {
    long over = newest.size();
    return over <= NEWEST_MAX || over * over <= settled.size();
  }
}
