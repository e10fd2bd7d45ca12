package dev.godwit.testkit.sim;

import dev.godwit.testkit.Faults.Fault;
import dev.godwit.testkit.MemoryLogs;
import java.util.List;

/// Lets things go wrong, as often and as badly as the seed says, until it is calm.
final class Weather {
  private static final long RETENTION_LEAP_MILLIS = 31L * 24 * 60 * 60 * 1000;
  private static final int SLOW_DISK_MILLIS = 400;

  private final World world;
  private final MemoryLogs logs;
  private final SimNode node;
  private final List<? extends DeviceHost> hosts;
  private final long troubleMillisMax;
  private final boolean leaps;
  private boolean calm;

  /// @param leaps whether the clocks may jump, past retention too
  Weather(
      World world, MemoryLogs logs, SimNode node, List<? extends DeviceHost> hosts, boolean leaps) {
    this.world = world;
    this.logs = logs;
    this.node = node;
    this.hosts = hosts;
    this.troubleMillisMax = world.oneOf(200L, 1_000L, 4_000L);
    this.leaps = leaps;
    plan();
  }

  private void plan() {
    world.after(world.between(1, troubleMillisMax), this::trouble);
  }

  private void trouble() {
    if (calm) {
      return;
    }
    switch (world.below(14)) {
      case 0, 1, 2, 3 -> cut();
      case 4, 5 -> device().crash(world.between(0, 5_000));
      case 6 -> crashNode();
      case 7, 8, 9 -> failStore();
      case 10 -> failReads();
      case 11 -> slowDisk();
      case 12 -> device().slow(world.chance(0.5));
      default -> leap();
    }
    plan();
  }

  private DeviceHost device() {
    return hosts.get(world.below(hosts.size()));
  }

  private void cut() {
    boolean nodeNotices = world.chance(0.6);
    boolean deviceNotices = world.chance(0.6);
    device().connection().ifPresent(connection -> connection.cut(nodeNotices, deviceNotices));
  }

  private void crashNode() {
    node.crash();
    world.after(
        world.between(10, 3_000),
        () -> {
          if (!node.isUp()) {
            node.start();
          }
        });
  }

  private void failStore() {
    Fault fault =
        world.oneOf(
            Fault.UNAVAILABLE,
            Fault.FULL,
            Fault.UNCERTAIN_LOST,
            Fault.UNCERTAIN_WRITTEN,
            Fault.UNCERTAIN_WRITTEN);
    world.trace().add(world.now(), "store fails", fault);
    logs.faults().writes(fault);
    world.after(world.between(1, 1_500), logs.faults()::heal);
  }

  private void failReads() {
    logs.faults().reads(Fault.UNAVAILABLE);
    world.after(world.between(1, 1_500), logs.faults()::heal);
  }

  private void slowDisk() {
    node.diskMillisMax(SLOW_DISK_MILLIS);
    world.after(world.between(100, 3_000), () -> node.diskMillisMax(3));
  }

  private void leap() {
    if (leaps) {
      world.leap(world.oneOf(60_000L, RETENTION_LEAP_MILLIS));
      logs.expire(world.wallMillis(), world.between(0, 1) == 0 ? 10 : 100_000);
    }
  }

  /// Everything works from now on.
  void calm() {
    calm = true;
    logs.faults().heal();
    node.diskMillisMax(3);
    hosts.forEach(host -> host.slow(false));
    if (!node.isUp()) {
      node.start();
    }
  }
}
