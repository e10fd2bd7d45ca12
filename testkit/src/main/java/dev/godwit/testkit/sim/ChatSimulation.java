package dev.godwit.testkit.sim;

import dev.godwit.core.routing.WorkerConfig;
import dev.godwit.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One run of the world with real devices: everything is encrypted, accounts have several devices,
/// groups change under traffic. In the end all devices show the same, each thing once.
final class ChatSimulation {
  /// Other devices than the one that linked a new one wait up to 40 s before they bring it in.
  private static final long SETTLE_MILLIS_MAX = 400_000;

  static final Stage.Shape SHAPE =
      new Stage.Shape(Set.of(Trouble.SECOND_HOME, Trouble.CROWD), 2, ChatSimulation::config);

  private final Stage stage;
  private final List<RealHost> hosts = new ArrayList<>();
  private final Witness witness;
  private final People people;
  private final Weather weather;

  ChatSimulation(World world, Setup setup) {
    stage = new Stage(world, setup, SHAPE);
    witness = new Witness(stage);
    SimRest rest = new SimRest(stage);
    var around = new RealHost.Around(stage, rest, witness);
    people =
        new People(
            around, stage.accounts(2 + world.below(4)), hosts, stage.isPossible(Trouble.OVERLOAD));
    weather = stage.weather(hosts);
  }

  private static WorkerConfig config(World world) {
    return new WorkerConfig(
        Limits.HEARTBEAT_MILLIS,
        Limits.SILENT_MILLIS_MAX,
        world.oneOf(3, Limits.SESSION_WINDOW_ENTRIES_MAX),
        world.oneOf(Stage.CACHED_BYTES_FEW, Stage.CACHED_BYTES_MANY),
        world.oneOf(Stage.CACHED_BYTES_FEW, Stage.CACHED_BYTES_MANY),
        500,
        32,
        world.oneOf(20, 1_000),
        world.oneOf(20, 1_000));
  }

  Kind.Course run() {
    stage.watchSizes(() -> hosts.stream().map(RealHost::device));
    stage.beTroubled();
    people.fallSilent();
    weather.calm();
    ChatJudgement last = new ChatJudgement(stage, witness, hosts);
    stage.settle(SETTLE_MILLIS_MAX, () -> unsettled(last));
    return new Kind.Course(people.texts(), weather.happened());
  }

  private List<String> unsettled(ChatJudgement last) {
    List<String> all = last.unsettled();
    if (people.open() > 0) {
      all.add("calls " + people.open());
    }
    return all;
  }
}
