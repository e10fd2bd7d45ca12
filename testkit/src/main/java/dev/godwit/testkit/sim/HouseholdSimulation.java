package dev.godwit.testkit.sim;

import dev.godwit.core.routing.Topology;
import dev.godwit.core.routing.WorkerConfig;
import dev.godwit.device.Device;
import dev.godwit.device.Linking;
import dev.godwit.device.Registration;
import dev.godwit.device.content.Content;
import dev.godwit.device.link.NewDevice;
import dev.godwit.device.link.OldDevice;
import dev.godwit.device.step.Arrangement;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Message;
import dev.godwit.device.trust.Self;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/// One run of the world with two devices of each account, all of them talking. In the end every
/// device is in every conversation of its account, and from where it came in shows what the others
/// show, each message once, and the devices of a person agree on what the person has set.
public final class HouseholdSimulation {
  private static final int PEOPLE = 2;
  private static final long SETTLE_MILLIS_MAX = 400_000;
  private static final long SETTLE_STEP_MILLIS = 1_000;
  private static final long TELL_MILLIS = 2_000;

  // Making accounts and linking takes long: the same are used in all worlds.
  private static final Map<Integer, List<Registration>> HOUSEHOLDS = new ConcurrentHashMap<>();

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

  private HouseholdSimulation(Setup setup) {
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
    SimRest rest = new SimRest(world, logs);
    for (int number = 1; number <= PEOPLE; number++) {
      move(rest, number);
    }
    weather = new Weather(world, logs, nodes, hosts, possible);
    pauseMillisMax = world.oneOf(300L, 1_500L);
    plan();
  }

  private void move(SimRest rest, int number) {
    List<Registration> household =
        HOUSEHOLDS.computeIfAbsent(number, HouseholdSimulation::household);
    rest.register(household.getFirst(), "person" + number);
    for (Registration device : household) {
      if (!device.equals(household.getFirst())) {
        rest.link(device);
      }
      var crypto = new JvmCrypto(new SplittableRandom(world.number()));
      hosts.add(new RealHost(world, nodes, rest, judge, crypto, device, world.oneOf(1, 30, 300)));
      tell(device);
    }
  }

  /// Told again and again, since a node that dies forgets what was not durable.
  private void tell(Registration device) {
    EntryId id = new EntryId(device.device().high(), device.device().low());
    AccountEntry entry =
        new AccountEntry(
            0,
            id,
            0,
            AccountEntryKind.DEVICE_LINKED,
            ConversationId.NONE,
            0,
            device.device(),
            device.certificate());
    nodes.any().happened(device.account(), entry);
    world.after(TELL_MILLIS, () -> tell(device));
  }

  private static List<Registration> household(int number) {
    Crypto crypto = new JvmCrypto(new SplittableRandom(100 + number));
    Registration first = Device.register(crypto, "simulated", World.START_MILLIS);
    SimStore store = new SimStore();
    store.apply(first.changes());
    Self self = Self.load(store).orElseThrow();
    NewDevice fresh = NewDevice.begin(crypto, "simulated");
    OldDevice old =
        OldDevice.answer(
                crypto, self, "person" + number, fresh.code(), fresh.offer(), World.START_MILLIS)
            .orElseThrow();
    NewDevice.Admitted admitted = fresh.open(old.answer()).orElseThrow();
    Linking.Linked linked = Linking.take(crypto, admitted);
    return List.of(
        first,
        new Registration(
            linked.account(),
            linked.device(),
            first.identityKey(),
            admitted.self().certificate(),
            linked.keyPackages(),
            linked.changes()));
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

  /// Runs the world of `seed`. Throws an AssertionError that names the seed and the rule that was
  /// broken.
  public static Outcome run(long seed) {
    HouseholdSimulation simulation = new HouseholdSimulation(Setup.of(seed));
    try {
      return simulation.run();
    } catch (RuntimeException | AssertionError failure) {
      throw Failure.explained("households", simulation.setup, simulation.world, failure);
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
    judge.isTrue(unsettled().isEmpty(), "every device ends up with everything", unsettled());
    return new Outcome(setup.seed(), world.trace().hash(), said.size());
  }

  private void plan() {
    world.after(world.between(0, pauseMillisMax), this::act);
  }

  private void act() {
    if (silent) {
      return;
    }
    RealHost host = hosts.get(world.below(hosts.size()));
    if (host.isRunning() && world.chance(0.2)) {
      host.readEverything();
    } else if (host.isRunning() && world.chance(0.2)) {
      host.arrange();
    } else if (host.isRunning()) {
      String text = "text " + ++texts + " of " + host.id();
      host.say(other(host.account()), text).ifPresent(id -> said.add(text));
    }
    plan();
  }

  private AccountId other(AccountId account) {
    return hosts.stream()
        .map(RealHost::account)
        .filter(each -> !each.equals(account))
        .findFirst()
        .orElseThrow();
  }

  // --- Judgement ---

  private List<String> unsettled() {
    List<String> all = new ArrayList<>();
    Map<RealHost, List<String>> shown = new HashMap<>();
    for (RealHost host : hosts) {
      if (host.waiting() > 0) {
        all.add(host.id() + " waits with " + host.waiting());
      }
      shown.put(host, texts(host, all));
    }
    List<String> longest =
        shown.values().stream().reduce((a, b) -> a.size() >= b.size() ? a : b).orElseThrow();
    if (!longest.containsAll(said)) {
      all.add("of " + said.size() + " texts only " + longest.size() + " are somewhere");
    }
    shown.forEach(
        (host, mine) -> {
          judge.isTrue(new HashSet<>(mine).size() == mine.size(), "nothing is shown twice", mine);
          arranged(host, all);
          int missed = longest.size() - mine.size();
          if (!longest.subList(missed, longest.size()).equals(mine)) {
            all.add(host.id() + " shows " + mine + " and another one " + longest);
          }
        });
    return all;
  }

  private void arranged(RealHost host, List<String> all) {
    for (RealHost other : hosts) {
      List<Arrangement> here = arrangements(host);
      List<Arrangement> there = arrangements(other);
      if (other.account().equals(host.account()) && !here.equals(there)) {
        all.add(host.id() + " has arranged " + here + " and " + other.id() + " " + there);
      }
    }
  }

  private static List<Arrangement> arrangements(RealHost host) {
    return host.store().conversations().stream().map(Conversation::arrangement).toList();
  }

  private List<String> texts(RealHost host, List<String> all) {
    if (said.isEmpty()) {
      return List.of();
    }
    List<Conversation> rows = List.copyOf(host.store().conversations());
    if (rows.size() != 1 || rows.getFirst().standing() != Conversation.Standing.OPEN) {
      all.add(host.id() + " is not in the conversation");
      return List.of();
    }
    // What was said before a device came in is not for it.
    return host.store().history(rows.getFirst().id()).stream()
        .map(this::text)
        .dropWhile(text -> text.startsWith("lost "))
        .toList();
  }

  private String text(Message message) {
    return switch (message.content()) {
      case Content.Text text -> text.text();
      case Content.Lost(var reason) -> "lost " + message.id() + " " + reason;
      default -> message.content().getClass().getSimpleName() + " " + message.id();
    };
  }
}
