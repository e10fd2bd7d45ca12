package dev.godwit.testkit.sim;

import dev.godwit.wire.CloseCode;
import dev.godwit.wire.Frame;
import java.util.Optional;

/// What is around an [OpaqueDevice]: its connection, its timer, its crashes.
final class OpaqueHost implements Connection.Device {
  private static final long TICK_MILLIS = 250;
  private static final long RECONNECT_MILLIS_MAX = 1_500;

  private final World world;
  private final SimNode node;
  private final OpaqueDevice device;
  private final int delayMillis;
  private final int skewMillis;
  private Optional<Connection> connection = Optional.empty();
  private boolean running = true;
  private boolean slow;

  OpaqueHost(World world, SimNode node, OpaqueDevice device, int delayMillis, int skewMillis) {
    this.world = world;
    this.node = node;
    this.device = device;
    this.delayMillis = delayMillis;
    this.skewMillis = skewMillis;
    world.after(world.below(100), this::connect);
    world.after(world.below((int) TICK_MILLIS), this::tick);
  }

  OpaqueDevice device() {
    return device;
  }

  Optional<Connection> connection() {
    return connection;
  }

  boolean isRunning() {
    return running;
  }

  /// The device takes long for each frame, or does so no longer. It connects anew for that.
  void slow(boolean now) {
    if (slow != now) {
      slow = now;
      connection.ifPresent(connection -> connection.cut(true, true));
    }
  }

  long now() {
    return world.wallMillis() + skewMillis;
  }

  private void connect() {
    if (!running || connection.isPresent()) {
      return;
    }
    int frameMillis = slow ? 200 : 0;
    connection = node.connect(this, device.account(), device.device(), delayMillis, frameMillis);
    if (connection.isPresent()) {
      device.onConnected(now());
      flush();
    } else {
      reconnect();
    }
  }

  private void reconnect() {
    world.after(world.between(0, RECONNECT_MILLIS_MAX), this::connect);
  }

  /// The device loses what it has not stored and what it has not sent, and starts again.
  void crash(long downMillis) {
    world.trace().add(world.now(), "device crashed", device.device());
    running = false;
    device.take();
    drop();
    world.after(
        downMillis,
        () -> {
          running = true;
          connect();
        });
  }

  private void drop() {
    connection.ifPresent(Connection::closeByDevice);
    connection = Optional.empty();
    device.onDisconnected();
  }

  private void tick() {
    if (running && device.onTick(now())) {
      world.trace().add(world.now(), "node is silent", device.device());
      drop();
      reconnect();
    }
    flush();
    world.after(TICK_MILLIS, this::tick);
  }

  /// Sends what the device has to say.
  void flush() {
    for (Frame frame : device.take()) {
      connection.ifPresent(to -> to.toNode(frame));
    }
  }

  @Override
  public void onFrame(Connection from, Frame frame) {
    if (connection.isPresent() && connection.get().equals(from)) {
      device.onFrame(frame, now());
      flush();
    }
  }

  @Override
  public void onClosed(Connection from, CloseCode code) {
    if (code != CloseCode.SILENT && code != CloseCode.TOKEN_EXPIRED) {
      throw new AssertionError("a device that keeps to the protocol is not closed: " + code);
    }
    onLost(from);
  }

  @Override
  public void onLost(Connection from) {
    if (connection.isPresent() && connection.get().equals(from)) {
      connection = Optional.empty();
      device.onDisconnected();
      reconnect();
    }
  }
}
