package dev.godwit.testkit.sim;

import dev.godwit.testkit.Faults.Fault;
import dev.godwit.testkit.MemoryLogs;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Lets things go wrong, as often and as badly as the seed says, until it is calm.
final class Weather {
  private static final long MINUTE_MILLIS = 60_000;
  private static final long DAY_MILLIS = 24 * 60 * MINUTE_MILLIS;
  private static final int SLOW_DISK_MILLIS = 400;

  /// How old a backup is when it is gone back to.
  private static final long BACKUP_MILLIS_MIN = 300;

  private static final long BACKUP_MILLIS_MAX = 6_000;

  /// How often each thing happens beside the others; the seed leaves some out altogether.
  private static final List<Trouble> WHAT =
      List.of(
          Trouble.CUT,
          Trouble.CUT,
          Trouble.CUT,
          Trouble.HALF_CUT,
          Trouble.DEVICE_CRASH,
          Trouble.DEVICE_CRASH,
          Trouble.AWAY,
          Trouble.SLOW_DEVICE,
          Trouble.NODE_CRASH,
          Trouble.DRAIN,
          Trouble.WRITE_FAULT,
          Trouble.WRITE_FAULT,
          Trouble.WRITE_FAULT,
          Trouble.READ_FAULT,
          Trouble.SLOW_DISK,
          Trouble.LEAP,
          Trouble.RESTORE,
          Trouble.NODE_CLOCK,
          Trouble.DEVICE_CLOCK);

  private final World world;
  private final MemoryLogs logs;
  private final Nodes nodes;
  private final Backups backups;
  private final List<? extends DeviceHost> hosts;
  private final Set<Trouble> possible;
  private final long troubleMillisMax;
  private final EnumSet<Trouble> happened = EnumSet.noneOf(Trouble.class);
  private boolean calm;

  /// @param possible what may go wrong in this world
  Weather(Stage stage, List<? extends DeviceHost> hosts, Set<Trouble> possible) {
    this.world = stage.world();
    this.logs = stage.logs();
    this.nodes = stage.nodes();
    this.backups = stage.backups();
    this.hosts = hosts;
    this.possible = EnumSet.copyOf(possible);
    this.troubleMillisMax = world.oneOf(200L, 1_000L, 4_000L);
    nodes.all().forEach(node -> node.lateWrites(possible.contains(Trouble.LATE_WRITE)));
    nodes.fragile(possible.contains(Trouble.NODE_CRASH));
    plan();
  }

  /// What has gone wrong, or was so all the time.
  Set<Trouble> happened() {
    EnumSet<Trouble> all = EnumSet.copyOf(possible);
    all.removeIf(trouble -> WHAT.contains(trouble) && !happened.contains(trouble));
    return all;
  }

  private void plan() {
    world.after(world.between(1, troubleMillisMax), this::trouble);
  }

  private void trouble() {
    if (calm) {
      return;
    }
    Trouble next = WHAT.get(world.below(WHAT.size()));
    if (possible.contains(next)) {
      happened.add(next);
      happen(next);
    }
    plan();
  }

  private void happen(Trouble what) {
    switch (what) {
      case CUT -> cut();
      case HALF_CUT -> halfCut();
      case DEVICE_CRASH -> device().crash(world.between(0, 2_000));
      case AWAY -> device().crash(world.between(2_000, 15_000));
      case SLOW_DEVICE -> device().slow(world.chance(0.5));
      case NODE_CRASH -> crash(nodes.any());
      case DRAIN -> nodes.any().drain(this::comeBack);
      case WRITE_FAULT -> failWrites();
      case READ_FAULT -> failReads();
      case SLOW_DISK -> slowDisk();
      case LEAP -> leap();
      case RESTORE -> backUp();
      case NODE_CLOCK -> nodeClock(nodes.any());
      case DEVICE_CLOCK -> device().clock(clockMillis(), drift());
      case LATE_WRITE, SECOND_HOME, OVERLOAD, CROWD, SEVERAL_NODES -> {}
    }
  }

  private DeviceHost device() {
    return hosts.get(world.below(hosts.size()));
  }

  private void cut() {
    boolean nodeNotices = world.chance(0.6);
    boolean deviceNotices = world.chance(0.6);
    device().connection().ifPresent(connection -> connection.cut(nodeNotices, deviceNotices));
  }

  private void halfCut() {
    boolean up = world.chance(0.5);
    device().connection().ifPresent(connection -> connection.block(up));
  }

  private void crash(SimNode node) {
    node.crash();
    comeBack(node);
  }

  private void comeBack(SimNode node) {
    world.after(world.between(10, 3_000), () -> nodes.startAgain(node));
  }

  private void failWrites() {
    Fault fault =
        world.oneOf(
            Fault.UNAVAILABLE,
            Fault.FULL,
            Fault.UNCERTAIN_LOST,
            Fault.UNCERTAIN_PARTLY,
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
    SimNode node = nodes.any();
    node.diskMillisMax(SLOW_DISK_MILLIS);
    world.after(world.between(100, 3_000), () -> node.diskMillisMax(3));
  }

  /// Some devices are away when the time leaps, and find out later.
  private void leap() {
    for (int away = world.below(3); away > 0; away--) {
      device().crash(world.between(500, 4_000));
    }
    world.after(world.below(1_500), this::leapNow);
  }

  private void leapNow() {
    if (!calm) {
      world.leap(world.oneOf(MINUTE_MILLIS, 16 * DAY_MILLIS, 31 * DAY_MILLIS));
      nodes.housekeeping();
      logs.expire(world.wallMillis(), world.chance(0.5) ? 10 : 100_000);
    }
  }

  /// The store is lost some time after a backup was made. Once in a world: the nodes' people are
  /// careful after that.
  private void backUp() {
    if (!backups.isKept() && !backups.wasUsed()) {
      backups.make();
      world.trace().add(world.now(), "backup made", logs.generation());
      world.after(world.between(BACKUP_MILLIS_MIN, BACKUP_MILLIS_MAX), this::restore);
    }
  }

  private void restore() {
    if (calm) {
      backups.forget();
      return;
    }
    nodes.all().forEach(SimNode::crash);
    backups.restore();
    world.trace().add(world.now(), "restored", logs.generation());
    nodes.all().forEach(this::comeBack);
  }

  private void nodeClock(SimNode node) {
    world.trace().add(world.now(), "clock of a node", node.isUp());
    node.clock(clockMillis(), drift());
  }

  /// By how many thousandths a clock is too fast.
  private int drift() {
    return world.oneOf(0, 0, 5, -5);
  }

  private long clockMillis() {
    return world.oneOf(0L, 2_000L, -2_000L, 60 * MINUTE_MILLIS, -60 * MINUTE_MILLIS);
  }

  /// Everything works from now on.
  void calm() {
    calm = true;
    logs.faults().heal();
    hosts.forEach(host -> host.slow(false));
    nodes.unite();
  }
}
