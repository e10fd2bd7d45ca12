package dev.godwit.bench.fleet;

import dev.godwit.wire.Limits;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Lets each of many devices have its turn once in the time between heartbeats, some at each tick,
/// so that there is never a burst.
final class Turns<D> {
  private static final int TICKS = 40;
  private static final long TICK_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Limits.HEARTBEAT_MILLIS / TICKS);

  private final List<D> devices;
  private final Consumer<D> heartbeat;
  private int tick;

  private Turns(List<D> devices, Consumer<D> heartbeat) {
    this.devices = devices;
    this.heartbeat = heartbeat;
  }

  /// Begins now; who is in the list at a tick counts.
  static <D> void start(Loop loop, List<D> devices, Consumer<D> heartbeat) {
    Turns<D> turns = new Turns<>(devices, heartbeat);
    loop.repeat(TICK_NANOS, turns::onTick);
  }

  private void onTick() {
    for (int i = tick; i < devices.size(); i += TICKS) {
      heartbeat.accept(devices.get(i));
    }
    tick = (tick + 1) % TICKS;
  }
}
