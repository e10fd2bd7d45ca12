package dev.godwit.bench.fleet;

import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// What all devices of a fleet have seen together. Lives on the loop's thread.
final class Tally {
  private static final long LATENCY_NANOS_MAX = TimeUnit.MINUTES.toNanos(2);
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Map<String, Long> refusals = new TreeMap<>();
  private Histogram sentNanos = newHistogram();
  private Histogram shownNanos = newHistogram();
  private long acknowledged;
  private long shown;
  private long receipted;
  private long gaps;
  private long closed;

  void onAcknowledged(Outgoing message) {
    acknowledged++;
    record(sentNanos, message.dueNanos());
  }

  void onShown(long dueNanos) {
    shown++;
    record(shownNanos, dueNanos);
  }

  void onReceipted(int messages) {
    receipted += messages;
  }

  /// A device found an entry missing before the one that came.
  void onGap() {
    gaps++;
  }

  void onClosed() {
    closed++;
  }

  void onRefused(Error error) {
    String name = ErrorCode.of(error.code()).map(ErrorCode::name).orElse("" + error.code());
    refusals.merge(name, 1L, Long::sum);
  }

  Counts counts() {
    return new Counts(
        System.nanoTime(), acknowledged, shown, receipted, gaps, closed, Map.copyOf(refusals));
  }

  /// The latencies since the last call, which begin anew.
  Latencies takeLatencies() {
    Latencies latencies = new Latencies(sentNanos, shownNanos);
    sentNanos = newHistogram();
    shownNanos = newHistogram();
    return latencies;
  }

  private static void record(Histogram histogram, long sinceNanos) {
    long nanos = System.nanoTime() - sinceNanos;
    histogram.recordValue(Math.clamp(nanos, 0, LATENCY_NANOS_MAX));
  }

  private static Histogram newHistogram() {
    return new Histogram(LATENCY_NANOS_MAX, SIGNIFICANT_DIGITS);
  }
}
