package dev.godwit.bench.fleet;

import org.HdrHistogram.Histogram;

/// Nanoseconds from when a message was due to its one tick, and to the receiver.
public record Latencies(Histogram sentNanos, Histogram shownNanos) {}
