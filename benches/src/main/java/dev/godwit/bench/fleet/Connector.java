package dev.godwit.bench.fleet;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Opens the sockets of a fleet, a bounded number at once, and again when they close.
final class Connector {
  private static final int OPENING_MAX = 128;
  private static final long RECONNECT_MILLIS_MIN = 50;
  private static final long RECONNECT_MILLIS_MAX = 300;

  private final Loop loop;
  private final URI node;
  private final SplittableRandom random;
  private final ArrayDeque<Device> waiting = new ArrayDeque<>();
  private final Set<Device> opening = new HashSet<>();
  private final Set<Device> away = new HashSet<>();
  private boolean reconnecting = true;
  private int openingMax = OPENING_MAX;

  Connector(Loop loop, URI node, SplittableRandom random) {
    this.loop = loop;
    this.node = node;
    this.random = random;
  }

  void connect(Device device) {
    away.remove(device);
    waiting.add(device);
    connectMore();
  }

  /// The device is up to date, so another may try.
  void onCaughtUp(Device device) {
    opening.remove(device);
    connectMore();
  }

  /// The device comes back by itself, after a random time.
  void onClosed(Device device) {
    opening.remove(device);
    if (reconnecting && !away.contains(device)) {
      long millis = random.nextLong(RECONNECT_MILLIS_MIN, RECONNECT_MILLIS_MAX);
      loop.schedule(TimeUnit.MILLISECONDS.toNanos(millis), () -> connect(device));
    }
    connectMore();
  }

  /// The device goes, and stays away until [#connect].
  void leave(Device device) {
    away.add(device);
    device.close();
  }

  /// From now on nobody waits for others to be back first.
  void openAllAtOnce() {
    openingMax = Integer.MAX_VALUE;
  }

  /// From now on what closes stays closed.
  void stop() {
    reconnecting = false;
    waiting.clear();
  }

  private void connectMore() {
    while (opening.size() < openingMax && !waiting.isEmpty()) {
      Device next = waiting.removeFirst();
      opening.add(next);
      loop.connect(node, next.identity().token(), next);
    }
  }
}
