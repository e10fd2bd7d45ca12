package dev.godwit.bench.fleet;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// Sends at a fixed rate, whatever the node does: what it answers late is late, and not sent later.
///
/// Each message carries the time at which it was due, not at which the generator got round to
/// it, so that a pause of either process is in the measured latency (no coordinated omission).
final class Pacer {
  static final long TICK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final List<Device> devices;
  private final double intervalNanos;
  private final long startNanos;
  private long sent;

  Pacer(List<Device> devices, int messagesPerSecond, long startNanos) {
    this.devices = devices;
    this.intervalNanos = (double) TimeUnit.SECONDS.toNanos(1) / messagesPerSecond;
    this.startNanos = startNanos;
  }

  void onTick() {
    onTick(System.nanoTime());
  }

  private void onTick(long nowNanos) {
    for (long due = dueNanos(sent); due <= nowNanos; due = dueNanos(sent)) {
      Device device = devices.get((int) (sent % devices.size()));
      device.sendMessage(due);
      device.flush();
      sent++;
    }
  }

  private long dueNanos(long message) {
    return startNanos + (long) (message * intervalNanos);
  }
}
