package dev.godwit.testkit.sim;

import dev.godwit.device.Registration;
import dev.godwit.device.content.Content;
import dev.godwit.device.step.Arrangement;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Message;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One run of the world with two devices of each account, all of them talking. In the end every
/// device is in every conversation of its account, and from where it came in shows what the others
/// show, each message once, and the devices of a person agree on what the person has set.
final class HouseholdSimulation {
  private static final int PEOPLE = 2;
  private static final int DEVICES = 2;
  private static final long SETTLE_MILLIS_MAX = 400_000;

  private final World world;
  private final Stage stage;
  private final Judge judge;
  private final RealHost.Around around;
  private final List<RealHost> hosts = new ArrayList<>();
  private final Weather weather;
  private final Set<String> said = new HashSet<>();
  private final long pauseMillisMax;
  private boolean silent;
  private int texts;

  private HouseholdSimulation(World world, Setup setup) {
    this.world = world;
    stage = new Stage(world, setup, ChatSimulation.SHAPE);
    judge = stage.judge();
    SimRest rest = new SimRest(world, stage.logs(), stage.nodes());
    Witness witness = new Witness(stage);
    around = new RealHost.Around(world, stage.nodes(), rest, judge, witness);
    for (int number = 1; number <= PEOPLE; number++) {
      move(rest, number);
    }
    weather = stage.weather(hosts);
    pauseMillisMax = world.oneOf(300L, 1_500L);
    plan();
  }

  private void move(SimRest rest, int number) {
    rest.register(Households.device(number, 1), Households.handle(number));
    for (int device = 1; device <= DEVICES; device++) {
      Registration registration = Households.device(number, device);
      if (device > 1) {
        rest.link(registration);
      }
      hosts.add(new RealHost(around, registration, world.oneOf(1, 30, 300)));
    }
  }

  /// Runs the world of `seed`; answers how many texts were said. Throws an AssertionError that
  /// names the seed and the rule that was broken.
  static Kind.Result run(long seed) {
    World world = new World(seed);
    Setup setup = Setup.of(seed);
    try {
      int messages = new HouseholdSimulation(world, setup).run();
      return new Kind.Result(world.trace().hash(), messages);
    } catch (RuntimeException | AssertionError failure) {
      throw Failure.explained("households", setup, world, failure);
    }
  }

  private int run() {
    stage.beTroubled();
    silent = true;
    weather.calm();
    stage.settle(SETTLE_MILLIS_MAX, this::unsettled);
    return said.size();
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
      AccountId peer = other(host.account());
      ConversationId direct = host.does(device -> device.openDirect(peer, host.now()));
      host.say(direct, new Content.Text(text)).ifPresent(id -> said.add(text));
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
      if (host.device().waiting() > 0) {
        all.add(host.id() + " waits with " + host.device().waiting());
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
