package dev.godwit.core.routing;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Machines in memory. Those that are needed stay; of the others the longest unused go first.
final class Cache<K, M> {
  /// Machines that one [#evict] looks at, and besides [#SCANS_FOR_ONE] for each that has come since
  /// the one before.
  static final int SCAN_MAX = 256;

  private static final int SCANS_FOR_ONE = 2;

  private static final float LOAD_FACTOR = 0.75f;
  private static final int CAPACITY_FIRST = 64;

  private final Map<K, M> machines = new LinkedHashMap<>(CAPACITY_FIRST, LOAD_FACTOR, true);
  private final int idleMax;
  private final Predicate<M> isIdle;
  private int added;

  /// @param idleMax beyond so many machines, idle ones are forgotten
  Cache(int idleMax, Predicate<M> isIdle) {
    this.idleMax = idleMax;
    this.isIdle = isIdle;
  }

  M get(K key, Function<K, M> make) {
    M kept = machines.get(key);
    if (kept == null) {
      kept = make.apply(key);
      machines.put(key, kept);
      added++;
    }
    return kept;
  }

  /// A machine that is in memory.
  Optional<M> find(K key) {
    return Optional.ofNullable(machines.get(key));
  }

  /// Forgets this machine; another one that has come in its place stays.
  void forget(K key, M machine) {
    machines.remove(key, machine);
  }

  int size() {
    return machines.size();
  }

  Collection<M> all() {
    return machines.values();
  }

  void evict() {
    int looks = SCAN_MAX + SCANS_FOR_ONE * added;
    added = 0;
    int over = machines.size() - idleMax;
    if (over <= 0) {
      return;
    }
    for (K key : machines.keySet().stream().limit(looks).toList()) {
      // Looking at a machine makes it the youngest, so that the next call meets others.
      M machine = machines.get(key);
      if (machine != null && isIdle.test(machine)) {
        machines.remove(key);
        over--;
      }
      if (over == 0) {
        return;
      }
    }
  }
}
