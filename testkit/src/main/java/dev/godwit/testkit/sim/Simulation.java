package dev.godwit.testkit.sim;

import dev.godwit.core.log.LogId;
import dev.godwit.core.routing.Topology;
import dev.godwit.core.routing.WorkerConfig;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One run of the world from one seed: people chat while things go wrong, then everything works
/// again, and after bounded time everybody has the same.
public final class Simulation {
  private static final long SETTLE_MILLIS_MAX = 180_000;
  private static final long SETTLE_STEP_MILLIS = 1_000;
  private static final int INBOX_MAX = 5_000;

  /// What a run came to.
  ///
  /// @param traceHash of everything that happened, in its order
  /// @param entries in all conversations
  public record Outcome(long seed, long traceHash, long events, long entries, long sent) {}

  private final Setup setup;
  private final World world;
  private final Set<Trouble> possible;
  private final MemoryLogs logs = new MemoryLogs(Limits.RETENTION_MILLIS);
  private final Ledger ledger;
  private final Judge judge;
  private final Nodes nodes;
  private final List<OpaqueHost> hosts = new ArrayList<>();
  private final Requests requests;
  private final Weather weather;
  private final Crowd crowd;

  private Simulation(Setup setup) {
    this.setup = setup;
    world = new World(setup.seed());
    possible = Possible.of(world, setup);
    ledger = new Ledger(world);
    logs.listen(ledger::onAppend);
    boolean secondHome = possible.contains(Trouble.SECOND_HOME);
    judge = new Judge(world, secondHome);
    nodes = nodes(new Door(world, judge, ledger, logs, secondHome), secondHome ? 2 : 1);
    makeDevices();
    requests = new Requests(world, logs, nodes, judge);
    crowd = new Crowd(world, logs, requests, hosts, possible.contains(Trouble.OVERLOAD));
    weather = new Weather(world, logs, nodes, hosts, possible);
  }

  /// Runs the world of `seed`. Throws an AssertionError that names the seed, the rule that was
  /// broken and the command that repeats it.
  public static Outcome run(long seed) {
    return run(Setup.of(seed));
  }

  /// Runs that world; fails as [#run(long)] does.
  public static Outcome run(Setup setup) {
    Simulation simulation = new Simulation(setup);
    try {
      return simulation.run();
    } catch (RuntimeException | AssertionError failure) {
      throw Failure.explained("nodes", setup, simulation.world, failure);
    }
  }

  private Nodes nodes(Door door, int count) {
    Topology topology = new Topology(1 + world.below(3));
    WorkerConfig config = config();
    List<SimNode> all = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      all.add(new SimNode(index, world, logs, topology, config, door));
    }
    return new Nodes(world, all);
  }

  private WorkerConfig config() {
    return new WorkerConfig(
        Limits.HEARTBEAT_MILLIS,
        Limits.SILENT_MILLIS_MAX,
        Limits.SESSION_WINDOW_ENTRIES_MAX,
        world.oneOf(2, 1_000),
        world.oneOf(2, 1_000),
        500,
        world.oneOf(2, 32),
        world.oneOf(20, 1_000),
        world.oneOf(20, 1_000));
  }

  private void makeDevices() {
    boolean many = possible.contains(Trouble.CROWD);
    int accounts = many ? 10 + world.below(15) : 2 + world.below(4);
    int made = setup.accountsMax() == 0 ? accounts : Math.min(accounts, setup.accountsMax());
    for (int a = 0; a < made; a++) {
      AccountId account = new AccountId(world.number(), world.number());
      for (int d = many ? 1 : 1 + world.below(3); d > 0; d--) {
        hosts.add(device(account));
      }
    }
  }

  private OpaqueHost device(AccountId account) {
    DeviceId id = new DeviceId(world.number(), world.number());
    int delay = world.oneOf(1, 30, 400);
    int window = delay == 1 ? world.oneOf(1, 3, 16, 256) : world.oneOf(8, 256);
    var device = new OpaqueDevice(account, id, window, 1 + world.below(12), judge);
    return new OpaqueHost(world, nodes, judge, device, delay);
  }

  private Outcome run() {
    world.runUntil(setup.troubledMillis());
    weather.calm();
    crowd.fallSilent();
    var last = new LastJudgement(logs, ledger, judge, hosts, crowd.conversations());
    settle(last);
    crowd.writeEverywhere();
    settle(last);
    last.checkEverything();
    judge.isTrue(nodes.inboxPeak() < INBOX_MAX, "queues are bounded", nodes.inboxPeak());
    return new Outcome(
        setup.seed(), world.trace().hash(), world.trace().count(), entries(), judge.sent().size());
  }

  private void settle(LastJudgement last) {
    long end = world.now() + SETTLE_MILLIS_MAX;
    do {
      world.runUntil(world.now() + SETTLE_STEP_MILLIS);
    } while (!unsettled(last).isEmpty() && world.now() < end);
    judge.isTrue(unsettled(last).isEmpty(), "everybody ends up with everything", unsettled(last));
  }

  /// What is still under way, in words.
  private List<String> unsettled(LastJudgement last) {
    List<String> all = last.unsettled();
    if (requests.open() > 0) {
      all.add("requests " + requests.open());
    }
    return all;
  }

  private long entries() {
    return crowd.conversations().stream()
        .mapToLong(conversation -> ledger.head(LogId.of(conversation)))
        .sum();
  }
}
