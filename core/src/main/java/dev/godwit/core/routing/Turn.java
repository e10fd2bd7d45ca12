package dev.godwit.core.routing;

import dev.godwit.core.log.Appended;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.BatchBuilder;
import dev.godwit.core.log.Durable;
import dev.godwit.core.log.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// The machines that have something to make durable, the batch that is under way, and what waits
/// for its outcome: a machine takes nothing between what it has given to a batch and what became of
/// it. The others go on.
final class Turn {
  private final Mistakes mistakes;
  private final Set<Durable> changed = new LinkedHashSet<>();
  private Set<Durable> underWay = Set.of();
  private List<LongConsumer> held = new ArrayList<>();

  Turn(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  void changed(Durable machine) {
    changed.add(machine);
  }

  boolean hasChanges() {
    return !changed.isEmpty();
  }

  /// True when a batch with something of this machine is under way: the caller leaves it alone, and
  /// `later` is called, with the time of then, after its outcome. All that was held is called in
  /// the order in which it came.
  boolean holds(Durable machine, LongConsumer later) {
    boolean holds = !underWay.isEmpty() && underWay.contains(machine);
    if (holds) {
      held.add(later);
    }
    return holds;
  }

  Batch collect() {
    assert underWay.isEmpty() : "one batch at a time";
    underWay = new LinkedHashSet<>(changed);
    changed.clear();
    BatchBuilder batch = new BatchBuilder();
    underWay.forEach(machine -> machine.collect(batch));
    return batch.build();
  }

  void committed(List<Appended> results, long nowMillis) {
    settle(machine -> machine.onCommitted(results, nowMillis), nowMillis);
  }

  void failed(StoreException failure, long nowMillis) {
    settle(machine -> machine.onFailed(failure, nowMillis), nowMillis);
  }

  private void settle(Consumer<Durable> outcome, long nowMillis) {
    Set<Durable> settled = underWay;
    underWay = Set.of();
    settled.forEach(machine -> mistakes.guard(() -> outcome.accept(machine)));
    List<LongConsumer> let = held;
    held = new ArrayList<>();
    let.forEach(later -> mistakes.guard(() -> later.accept(nowMillis)));
  }
}
