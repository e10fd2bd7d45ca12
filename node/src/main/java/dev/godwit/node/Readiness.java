package dev.godwit.node;

import dev.godwit.gateway.rest.NodeStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// Whether the node takes new connections, and its measurements.
final class Readiness implements NodeStatus {
  private final PrometheusMeterRegistry metrics;
  private volatile boolean ready;

  Readiness(PrometheusMeterRegistry metrics) {
    this.metrics = metrics;
  }

  void set(boolean now) {
    ready = now;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public String metrics() {
    return metrics.scrape();
  }
}
