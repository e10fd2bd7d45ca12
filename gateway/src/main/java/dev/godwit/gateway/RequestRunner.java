package dev.godwit.gateway;

import dev.godwit.gateway.rest.RestAnswer;
import dev.godwit.wire.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Runs requests on virtual threads and measures them. How many run at once is limited by whoever
/// answers them, and by the number of connections.
final class RequestRunner implements AutoCloseable {
  /// What is measured apart: there are as many as routes and kinds of answers.
  private record Outcome(String route, int status) {}

  private final MeterRegistry metrics;
  private final Map<Outcome, Timer> timers = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());
  private volatile boolean open = true;

  RequestRunner(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /// False once the node drains: no connection becomes a WebSocket any more.
  boolean isOpen() {
    return open;
  }

  void drain() {
    open = false;
  }

  /// @param route for the measurements
  /// @param then gets the answer, on the request's thread
  void run(String route, Supplier<RestAnswer> request, Consumer<RestAnswer> then) {
    long start = System.nanoTime();
    threads.execute(
        () -> {
          RestAnswer answer = request.get();
          then.accept(answer);
          measure(route, answer, System.nanoTime() - start);
        });
  }

  /// Counts a refusal before any route was found.
  void count(ErrorCode code) {
    metrics.counter("godwit.errors", "code", code.name()).increment();
  }

  private void measure(String route, RestAnswer answer, long nanos) {
    timers
        .computeIfAbsent(new Outcome(route, answer.status()), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
    answer.error().ifPresent(this::count);
  }

  private Timer timer(Outcome outcome) {
    Tags tags = Tags.of("route", outcome.route(), "status", Integer.toString(outcome.status()));
    return Timer.builder("godwit.requests").tags(tags).register(metrics);
  }

  /// Waits for the running requests to end, at most [#CLOSE_MILLIS_MAX].
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException _) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static final long CLOSE_MILLIS_MAX = 5_000;
}
