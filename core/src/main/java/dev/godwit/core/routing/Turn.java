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

/// The machines that have something to make durable, and the batch that is under way.
final class Turn {
  private final Mistakes mistakes;
  private final Set<Durable> changed = new LinkedHashSet<>();
  private List<Durable> underWay = List.of();

  Turn(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  void changed(Durable machine) {
    changed.add(machine);
  }

  boolean hasChanges() {
    return !changed.isEmpty();
  }

  Batch collect() {
    assert underWay.isEmpty() : "one batch at a time";
    underWay = new ArrayList<>(changed);
    changed.clear();
    BatchBuilder batch = new BatchBuilder();
    underWay.forEach(machine -> machine.collect(batch));
    return batch.build();
  }

  void committed(List<Appended> results, long nowMillis) {
    settle(machine -> machine.onCommitted(results, nowMillis));
  }

  void failed(StoreException failure, long nowMillis) {
    settle(machine -> machine.onFailed(failure, nowMillis));
  }

  private void settle(Consumer<Durable> outcome) {
    List<Durable> settled = underWay;
    underWay = List.of();
    settled.forEach(machine -> mistakes.guard(() -> outcome.accept(machine)));
  }
}
