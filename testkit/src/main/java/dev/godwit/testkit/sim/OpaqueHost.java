package dev.godwit.testkit.sim;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Frame;

/// An [OpaqueDevice] with its connection.
final class OpaqueHost extends DeviceHost {
  private final World world;
  private final OpaqueDevice device;

  OpaqueHost(World world, Nodes nodes, Judge judge, OpaqueDevice device, int delayMillis) {
    super(world, nodes, judge, delayMillis, 0);
    this.world = world;
    this.device = device;
  }

  OpaqueDevice device() {
    return device;
  }

  /// Its timers run by a clock that does not jump.
  @Override
  long now() {
    return world.now();
  }

  @Override
  AccountId account() {
    return device.account();
  }

  @Override
  DeviceId id() {
    return device.device();
  }

  @Override
  void connected() {
    device.onConnected(now());
    flush();
  }

  @Override
  void disconnected() {
    device.onDisconnected();
  }

  @Override
  void received(Frame frame) {
    device.onFrame(frame, now());
    flush();
  }

  @Override
  boolean ticked() {
    boolean silent = device.onTick(now());
    flush();
    return silent;
  }

  @Override
  void restarted() {
    device.take();
    device.onDisconnected();
  }

  /// Sends what the device has to say.
  void flush() {
    device.take().forEach(this::send);
  }
}
