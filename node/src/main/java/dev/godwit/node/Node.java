package dev.godwit.node;

import dev.godwit.gateway.Gateway;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node that serves, until it is stopped.
final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private static final long IDLE_MILLIS_MAX = 2_000;
  private static final long GOODBYE_MILLIS_MAX = 2_000;

  private final Gateway gateway;
  private final Workers workers;
  private final Readiness readiness;
  private final NodeConfig.Work config;
  private final String scheme;
  private final List<AutoCloseable> closedLast;

  /// @param closedLast what the workers need, in the order in which it is closed after them
  Node(
      Gateway gateway,
      Workers workers,
      Readiness readiness,
      NodeConfig.Work config,
      String scheme,
      List<AutoCloseable> closedLast) {
    this.gateway = gateway;
    this.workers = workers;
    this.readiness = readiness;
    this.config = config;
    this.scheme = scheme;
    this.closedLast = closedLast;
  }

  /// Where it listens.
  String url() {
    return "%s://localhost:%d".formatted(scheme, gateway.port());
  }

  /// Stops without losing anything: is not ready any more, reads nothing more, finishes what it
  /// has, tells all devices to come back, makes the rest durable, closes.
  void stop() {
    LOG.atInfo().log("Stopping");
    readiness.set(false);
    try {
      TimeUnit.MILLISECONDS.sleep(config.drainMillis());
      gateway.drain();
      workers.drain();
      workers.awaitIdle(IDLE_MILLIS_MAX);
      gateway.sayGoodbye(config.reconnectMillisMax(), GOODBYE_MILLIS_MAX);
      gateway.close();
      workers.awaitIdle(IDLE_MILLIS_MAX);
      workers.stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    closedLast.forEach(Node::close);
    LOG.atInfo().log("Stopped");
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.atError().setCause(e).log("A part of the node did not close");
    }
  }
}
