package dev.godwit.testkit.sim;

import dev.godwit.core.log.LogId;
import dev.godwit.core.routing.WorkerConfig;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One run of the world with devices that speak opaque bytes: people chat while things go wrong,
/// then everything works again, and after bounded time everybody has the same.
final class NodeSimulation {
  private static final long SETTLE_MILLIS_MAX = 180_000;
  private static final Stage.Shape SHAPE = new Stage.Shape(Set.of(), 3, NodeSimulation::config);

  private final World world;
  private final Stage stage;
  private final Judge judge;
  private final List<OpaqueHost> hosts = new ArrayList<>();
  private final Weather weather;
  private final Crowd crowd;

  NodeSimulation(World world, Setup setup) {
    this.world = world;
    stage = new Stage(world, setup, SHAPE);
    judge = stage.judge();
    makeDevices();
    Requests requests = new Requests(world, stage.logs(), stage.nodes(), judge);
    crowd = new Crowd(stage, requests, hosts, stage.isPossible(Trouble.OVERLOAD));
    weather = stage.weather(hosts);
  }

  private static WorkerConfig config(World world) {
    return new WorkerConfig(
        Limits.HEARTBEAT_MILLIS,
        Limits.SILENT_MILLIS_MAX,
        Limits.SESSION_WINDOW_ENTRIES_MAX,
        world.oneOf(Stage.CACHED_BYTES_FEW, Stage.CACHED_BYTES_MANY),
        world.oneOf(Stage.CACHED_BYTES_FEW, Stage.CACHED_BYTES_MANY),
        500,
        world.oneOf(2, 32),
        world.oneOf(20, 1_000),
        world.oneOf(20, 1_000));
  }

  private void makeDevices() {
    boolean many = stage.isPossible(Trouble.CROWD);
    int accounts = stage.accounts(many ? 10 + world.below(15) : 2 + world.below(4));
    for (int a = 0; a < accounts; a++) {
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
    return new OpaqueHost(world, stage.nodes(), judge, device, delay);
  }

  Kind.Course run() {
    stage.watchSizes(Stream::empty);
    stage.beTroubled();
    weather.calm();
    crowd.fallSilent();
    var last = new LastJudgement(stage.logs(), stage.ledger(), judge, hosts, crowd.conversations());
    settle(last);
    crowd.writeEverywhere();
    settle(last);
    last.checkEverything();
    return new Kind.Course(entries(), weather.happened());
  }

  private void settle(LastJudgement last) {
    stage.settle(SETTLE_MILLIS_MAX, () -> unsettled(last));
  }

  /// What is still under way, in words.
  private List<String> unsettled(LastJudgement last) {
    List<String> all = last.unsettled();
    if (crowd.open() > 0) {
      all.add("requests " + crowd.open());
    }
    return all;
  }

  /// That became durable in conversations.
  private long entries() {
    return crowd.conversations().stream()
        .mapToLong(conversation -> stage.ledger().head(LogId.of(conversation)))
        .sum();
  }
}
