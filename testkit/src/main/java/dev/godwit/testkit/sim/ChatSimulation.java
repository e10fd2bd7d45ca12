package dev.godwit.testkit.sim;

import dev.godwit.core.routing.Topology;
import dev.godwit.core.routing.WorkerConfig;
import dev.godwit.device.Device;
import dev.godwit.device.Registration;
import dev.godwit.device.content.Content;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/// One run of the world with real devices: everything is encrypted, and at the end both sides of
/// each conversation show the same messages, each once, with their ticks.
public final class ChatSimulation {
  private static final long SETTLE_MILLIS_MAX = 180_000;
  private static final long SETTLE_STEP_MILLIS = 1_000;

  // Making an account takes long: the same few are used in all worlds, each with its own store.
  private static final Map<Integer, Registration> REGISTRATIONS = new ConcurrentHashMap<>();

  /// What a run came to.
  public record Outcome(long seed, long traceHash, int messages) {}

  private final Setup setup;
  private final World world;
  private final MemoryLogs logs = new MemoryLogs(Limits.RETENTION_MILLIS);
  private final Judge judge;
  private final Nodes nodes;
  private final List<RealHost> hosts = new ArrayList<>();
  private final Weather weather;
  private final Set<String> said = new HashSet<>();
  private final long pauseMillisMax;
  private boolean silent;
  private int texts;

  private ChatSimulation(Setup setup) {
    this.setup = setup;
    world = new World(setup.seed());
    Set<Trouble> possible =
        Possible.of(world, setup.without(Trouble.LEAP).without(Trouble.SECOND_HOME));
    judge = new Judge(world, false);
    Ledger ledger = new Ledger(world);
    logs.listen(ledger::onAppend);
    Door door = new Door(world, judge, ledger, logs, false);
    Topology topology = new Topology(1 + world.below(2));
    nodes = new Nodes(world, List.of(new SimNode(0, world, logs, topology, config(), door)));
    makeDevices(new SimRest(world, logs));
    weather = new Weather(world, logs, nodes, hosts, possible);
    pauseMillisMax = world.oneOf(200L, 1_000L);
    plan();
  }

  private void makeDevices(SimRest rest) {
    int people = 2 + world.below(2);
    int made = setup.accountsMax() == 0 ? people : Math.min(people, setup.accountsMax());
    for (int number = made; number > 0; number--) {
      Registration registration = REGISTRATIONS.computeIfAbsent(number, ChatSimulation::register);
      rest.register(registration, "person" + number);
      var crypto = new JvmCrypto(new SplittableRandom(world.number()));
      int delay = world.oneOf(1, 30, 300);
      hosts.add(new RealHost(world, nodes, rest, judge, crypto, registration, delay));
    }
  }

  private static Registration register(int number) {
    return Device.register(
        new JvmCrypto(new SplittableRandom(number)), "simulated", World.START_MILLIS);
  }

  private WorkerConfig config() {
    return new WorkerConfig(
        Limits.HEARTBEAT_MILLIS,
        Limits.SILENT_MILLIS_MAX,
        world.oneOf(3, Limits.SESSION_WINDOW_ENTRIES_MAX),
        world.oneOf(2, 1_000),
        world.oneOf(2, 1_000),
        500,
        32,
        world.oneOf(20, 1_000),
        world.oneOf(20, 1_000));
  }

  /// Runs the world of `seed`. Throws an AssertionError that names the seed, the rule that was
  /// broken and the command that repeats it.
  public static Outcome run(long seed) {
    return run(Setup.of(seed));
  }

  /// Runs that world; fails as [#run(long)] does.
  public static Outcome run(Setup setup) {
    ChatSimulation simulation = new ChatSimulation(setup);
    try {
      return simulation.run();
    } catch (RuntimeException | AssertionError failure) {
      throw Failure.explained("chats", setup, simulation.world, failure);
    }
  }

  private Outcome run() {
    world.runUntil(setup.troubledMillis());
    silent = true;
    weather.calm();
    long end = world.now() + SETTLE_MILLIS_MAX;
    do {
      world.runUntil(world.now() + SETTLE_STEP_MILLIS);
    } while (!unsettled().isEmpty() && world.now() < end);
    judge.isTrue(unsettled().isEmpty(), "everybody ends up with everything", unsettled());
    return new Outcome(setup.seed(), world.trace().hash(), said.size());
  }

  // --- People ---

  private void plan() {
    world.after(world.between(0, pauseMillisMax), this::act);
  }

  private void act() {
    if (silent) {
      return;
    }
    RealHost host = hosts.get(world.below(hosts.size()));
    RealHost other = hosts.get(world.below(hosts.size()));
    if (host.isRunning() && world.chance(0.2)) {
      host.readEverything();
    } else if (host.isRunning() && !host.account().equals(other.account())) {
      String text = "text " + ++texts + " of " + host.account();
      host.say(other.account(), text).ifPresent(id -> said.add(text));
    }
    plan();
  }

  // --- Judgement ---

  /// What is not as it has to be in the end, in words.
  private List<String> unsettled() {
    List<String> all = new ArrayList<>();
    Set<String> shown = new HashSet<>();
    for (RealHost host : hosts) {
      if (host.waiting() > 0) {
        all.add(host.id() + " waits with " + host.waiting());
      }
      host.store().conversations().forEach(row -> unsettled(host, row, shown, all));
    }
    if (!shown.containsAll(said)) {
      all.add("of " + said.size() + " texts some are nowhere");
    }
    return all;
  }

  private void unsettled(RealHost host, Conversation row, Set<String> shown, List<String> all) {
    List<String> mine = texts(host, row.id());
    judge.isTrue(new HashSet<>(mine).size() == mine.size(), "nothing is shown twice", mine);
    shown.addAll(mine);
    for (RealHost peer : hosts) {
      if (peer.account().equals(row.peer()) && !texts(peer, row.id()).equals(mine)) {
        all.add(host.id() + " and " + peer.id() + " show different texts");
      }
    }
    long newest =
        host.store().history(row.id()).stream()
            .filter(message -> message.account().equals(host.account()))
            .mapToLong(Message::sequence)
            .max()
            .orElse(0);
    if (row.deliveredThrough() < newest) {
      all.add(host.id() + " misses ticks of " + newest + " at " + row.deliveredThrough());
    }
  }

  private List<String> texts(RealHost host, ConversationId conversation) {
    return host.store().history(conversation).stream().map(this::text).toList();
  }

  private String text(Message message) {
    judge.isTrue(
        !(message.state() instanceof MessageState.Failed), "no message fails for good", message);
    return switch (message.content()) {
      case Content.Text text -> text.text();
      case Content.Lost(var reason) -> "lost " + message.id() + " " + reason;
      default -> message.content().getClass().getSimpleName() + " " + message.id();
    };
  }
}
