package dev.godwit.core.routing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// Machines in memory. Those that are needed stay; of the others the longest unused go first, as
/// soon as all together take more than they may.
final class Cache<K, M> {
  /// Machines that one [#evict] looks at, and besides [#SCANS_FOR_ONE] for each that has come since
  /// the one before.
  static final int SCAN_MAX = 256;

  private static final int SCANS_FOR_ONE = 2;

  private static final float LOAD_FACTOR = 0.75f;
  private static final int CAPACITY_FIRST = 64;

  private static final class Slot<M> {
    private final M machine;
    private int bytes;

    private Slot(M machine) {
      this.machine = machine;
    }
  }

  private final Map<K, Slot<M>> slots = new LinkedHashMap<>(CAPACITY_FIRST, LOAD_FACTOR, true);
  private final long bytesMax;
  private final ToIntFunction<M> bytesOf;
  private final Predicate<M> isIdle;
  private long bytes;
  private int added;

  /// @param bytesMax when all take more, idle ones are forgotten
  /// @param bytesOf about what a machine takes; it is weighed when it is asked for
  Cache(long bytesMax, ToIntFunction<M> bytesOf, Predicate<M> isIdle) {
    this.bytesMax = bytesMax;
    this.bytesOf = bytesOf;
    this.isIdle = isIdle;
  }

  M get(K key, Function<K, M> make) {
    Slot<M> kept = slots.get(key);
    if (kept == null) {
      kept = new Slot<>(make.apply(key));
      slots.put(key, kept);
      added++;
    }
    weigh(kept);
    return kept.machine;
  }

  /// A machine that is in memory.
  Optional<M> find(K key) {
    Slot<M> kept = slots.get(key);
    if (kept == null) {
      return Optional.empty();
    }
    weigh(kept);
    return Optional.of(kept.machine);
  }

  private void weigh(Slot<M> slot) {
    int now = bytesOf.applyAsInt(slot.machine);
    bytes += now - slot.bytes;
    slot.bytes = now;
  }

  /// Forgets this machine; another one that has come in its place stays.
  void forget(K key, M machine) {
    Slot<M> kept = slots.get(key);
    if (kept != null && kept.machine.equals(machine)) {
      remove(key, kept);
    }
  }

  private void remove(K key, Slot<M> slot) {
    slots.remove(key);
    bytes -= slot.bytes;
  }

  int size() {
    return slots.size();
  }

  List<M> all() {
    return slots.values().stream().map(slot -> slot.machine).toList();
  }

  void evict() {
    int looks = SCAN_MAX + SCANS_FOR_ONE * added;
    added = 0;
    if (bytes <= bytesMax) {
      return;
    }
    for (K key : slots.keySet().stream().limit(looks).toList()) {
      // Looking at a machine makes it the youngest, so that the next call meets others.
      Slot<M> slot = slots.get(key);
      if (slot != null && isIdle.test(slot.machine)) {
        remove(key, slot);
      }
      if (bytes <= bytesMax) {
        return;
      }
    }
  }
}
