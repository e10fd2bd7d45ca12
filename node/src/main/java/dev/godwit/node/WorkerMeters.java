package dev.godwit.node;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.Batch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/// What workers measure. Safe for several threads.
final class WorkerMeters {
  private final Counter appended;
  private final Counter cursors;
  private final DistributionSummary inputs;
  private final DistributionSummary appends;
  private final Timer commits;
  private final Counter failures;

  WorkerMeters(MeterRegistry metrics) {
    appended = metrics.counter("godwit.entries.appended");
    cursors = metrics.counter("godwit.cursors.moved");
    inputs = metrics.summary("godwit.turn.inputs");
    appends = metrics.summary("godwit.batch.appends");
    commits = Timer.builder("godwit.commit").publishPercentiles(0.5, 0.99).register(metrics);
    failures = metrics.counter("godwit.commit.failures");
  }

  void committed(Batch batch, int taken, long nanos) {
    int entries = 0;
    for (Append append : batch.appends()) {
      entries += append.entries().size();
    }
    appended.increment(entries);
    cursors.increment(batch.cursors().size());
    inputs.record(taken);
    appends.record(batch.appends().size());
    commits.record(nanos, TimeUnit.NANOSECONDS);
  }

  void failed() {
    failures.increment();
  }
}
