package dev.godwit.node;

import dev.godwit.gateway.rest.NodeStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.BooleanSupplier;

/// Whether the node takes new connections and can keep what they send, and its measurements.
final class Readiness implements NodeStatus {
  private final PrometheusMeterRegistry metrics;
  private final BooleanSupplier storeWritable;
  private volatile boolean ready;

  /// @param storeWritable whether the store takes writes at this moment
  Readiness(PrometheusMeterRegistry metrics, BooleanSupplier storeWritable) {
    this.metrics = metrics;
    this.storeWritable = storeWritable;
  }

  void set(boolean now) {
    ready = now;
  }

  @Override
  public boolean isReady() {
    return ready && storeWritable.getAsBoolean();
  }

  @Override
  public String metrics() {
    return metrics.scrape();
  }
}
