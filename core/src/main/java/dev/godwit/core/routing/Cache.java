package dev.godwit.core.routing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// Machines in memory. Those that are needed stay; of the others those go first that came first and
/// were not used since they were last looked at (second chance; Corbató, A Paging Experiment with
/// the Multics System, 1968), before all together take more than they may.
///
/// Using a machine only sets a flag in what is at hand anyway. Moving it to the end of a list would
/// touch its neighbours, two machines that nobody has used for long, with every message.
final class Cache<K, M> {
  /// Machines that one [#evict] looks at, and besides [#SCANS_FOR_ONE] for each that has come since
  /// the one before.
  static final int SCAN_MAX = 256;

  private static final int SCANS_FOR_ONE = 2;

  /// Beyond this share of what all may take, what was not used since goes; beyond the whole,
  /// what was used too.
  private static final double FULL = 15.0 / 16;

  private static final class Slot<M> {
    private final M machine;
    private int bytes;
    private boolean used;

    private Slot(M machine) {
      this.machine = machine;
    }
  }

  private final SequencedMap<K, Slot<M>> slots = new LinkedHashMap<>();
  private final long bytesMax;
  private final ToIntFunction<M> bytesOf;
  private final Predicate<M> isIdle;
  private long bytes;
  private int added;

  /// @param bytesMax before all take more, idle ones are forgotten
  /// @param bytesOf about what a machine takes; it is weighed when it is asked for
  Cache(long bytesMax, ToIntFunction<M> bytesOf, Predicate<M> isIdle) {
    this.bytesMax = bytesMax;
    this.bytesOf = bytesOf;
    this.isIdle = isIdle;
  }

  M get(K key, Function<K, M> make) {
    return find(key).orElseGet(() -> add(key, make.apply(key)));
  }

  private M add(K key, M machine) {
    Slot<M> slot = new Slot<>(machine);
    slots.put(key, slot);
    weigh(slot);
    added++;
    return machine;
  }

  /// A machine that is in memory.
  Optional<M> find(K key) {
    Slot<M> kept = slots.get(key);
    if (kept == null) {
      return Optional.empty();
    }
    kept.used = true;
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

  /// Makes room. To be called now and then, between the uses of machines.
  void evict() {
    int looks = Math.min(slots.size(), SCAN_MAX + SCANS_FOR_ONE * added);
    added = 0;
    for (int look = 0; look < looks && bytes > FULL * bytesMax; look++) {
      lookAt(slots.firstEntry());
    }
  }

  private void lookAt(Map.Entry<K, Slot<M>> first) {
    Slot<M> slot = first.getValue();
    boolean spared = slot.used && bytes <= bytesMax;
    if (!spared && isIdle.test(slot.machine)) {
      remove(first.getKey(), slot);
    } else {
      slot.used = false;
      slots.putLast(first.getKey(), slot);
    }
  }
}
