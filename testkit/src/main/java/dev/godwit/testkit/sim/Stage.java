package dev.godwit.testkit.sim;

import dev.godwit.core.routing.Topology;
import dev.godwit.core.routing.WorkerConfig;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What every world stands on: time and chance, a store, the nodes on it, and who judges them.
final class Stage {
  /// Memory for conversations or accounts of a worker in which hardly any stay, or all.
  static final long CACHED_BYTES_FEW = 3_500;

  static final long CACHED_BYTES_MANY = 1 << 20;

  private static final long SETTLE_STEP_MILLIS = 1_000;
  private static final long SIZES_MILLIS = 1_700;

  /// Inputs that wait for one worker: the gateway reads no further from who brings too many.
  private static final int INBOX_MAX = 5_000;

  private static final int NODES_MAX = 4;

  /// How the nodes of a kind of world are.
  ///
  /// @param never what goes wrong in no world of this kind
  /// @param workersMax of one node
  /// @param config drawn after the number of workers
  record Shape(Set<Trouble> never, int workersMax, Function<World, WorkerConfig> config) {}

  private final Setup setup;
  private final World world;
  private final Set<Trouble> possible;
  private final MemoryLogs logs = new MemoryLogs(Limits.RETENTION_MILLIS);
  private final Ledger ledger;
  private final Judge judge;
  private final Backups backups = new Backups();
  private final Sizes sizes = new Sizes();
  private final Nodes nodes;

  Stage(World world, Setup setup, Shape shape) {
    this.setup = setup;
    this.world = world;
    possible = Possible.of(world, setup.without(shape.never()));
    ledger = new Ledger(world);
    logs.listen(ledger::onAppend);
    boolean secondHome = possible.contains(Trouble.SECOND_HOME);
    judge = new Judge(world, secondHome, possible.contains(Trouble.SEVERAL_NODES));
    nodes =
        possible.contains(Trouble.SEVERAL_NODES) ? several(shape) : strangers(shape, secondHome);
    backups.with(logs::backup);
    backups.with(ledger::backup);
    backups.with(() -> () -> judge.onRestored(ledger));
  }

  /// Nodes that know nothing of each other.
  private Nodes strangers(Shape shape, boolean secondHome) {
    return new Nodes(world, nodes(shape, secondHome ? 2 : 1, Optional.empty()), Optional.empty());
  }

  /// Nodes that work together.
  private Nodes several(Shape shape) {
    Optional<SimBus> bus = Optional.of(new SimBus(world));
    List<SimNode> all = nodes(shape, 2 + world.below(NODES_MAX - 1), bus);
    bus.get().join(all);
    return new Nodes(world, all, bus);
  }

  private List<SimNode> nodes(Shape shape, int count, Optional<SimBus> bus) {
    Door door = new Door(world, judge, ledger, logs, judge.isForgiving());
    Topology topology = new Topology(1 + world.below(shape.workersMax()));
    WorkerConfig config = shape.config().apply(world);
    List<SimNode> all = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      all.add(new SimNode(index, world, logs, topology, config, door, bus));
    }
    return all;
  }

  World world() {
    return world;
  }

  boolean isPossible(Trouble trouble) {
    return possible.contains(trouble);
  }

  MemoryLogs logs() {
    return logs;
  }

  Ledger ledger() {
    return ledger;
  }

  Judge judge() {
    return judge;
  }

  Nodes nodes() {
    return nodes;
  }

  Backups backups() {
    return backups;
  }

  /// The weather for these devices.
  Weather weather(List<? extends DeviceHost> hosts) {
    return new Weather(this, hosts, possible);
  }

  /// So many of `people` as there may be.
  int accounts(int people) {
    return setup.accountsMax() == 0 ? people : Math.min(people, setup.accountsMax());
  }

  /// Looks now and then whether the machines of nodes, and these of devices, hold no more than they
  /// may.
  void watchSizes(Supplier<Stream<?>> devices) {
    world.after(
        SIZES_MILLIS,
        () -> {
          List<?> all = Stream.concat(nodes.machines(), devices.get()).toList();
          Optional<String> found = sizes.tooLarge(all);
          judge.isTrue(found.isEmpty(), "queues and caches are within their limits", found);
          int peak = nodes.inboxPeak();
          judge.isTrue(peak < INBOX_MAX, "what waits for a worker is bounded", peak);
          watchSizes(devices);
        });
  }

  /// Lets things go wrong for as long as they may.
  void beTroubled() {
    world.runUntil(setup.troubledMillis());
  }

  /// Lets time pass until nothing is unsettled any more; fails when that takes too long.
  void settle(long millisMax, Supplier<List<String>> unsettled) {
    long end = world.now() + millisMax;
    do {
      world.runUntil(world.now() + SETTLE_STEP_MILLIS);
    } while (!unsettled.get().isEmpty() && world.now() < end);
    List<String> left = unsettled.get();
    judge.isTrue(left.isEmpty(), "everybody ends up with everything", left);
  }
}
