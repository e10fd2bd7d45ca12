package dev.godwit.testkit.sim;

import dev.godwit.device.Registration;
import dev.godwit.device.content.Content;
import dev.godwit.device.step.Arrangement;
import dev.godwit.device.step.Conversation;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// One run of the world with two people, all of whose devices talk. Something happens to the
/// devices of the first one meanwhile: that is the plot. In the end it is as in [ChatJudgement],
/// and the devices of a person agree on what the person has set.
final class HouseholdSimulation {
  private static final long SETTLE_MILLIS_MAX = 400_000;
  private static final int DEVICES = 2;

  /// What goes wrong in chats and not here: the plot is enough.
  private static final Set<Trouble> NEVER =
      Set.of(Trouble.RESTORE, Trouble.OVERLOAD, Trouble.SEVERAL_NODES);

  private static final int BURST = 3;

  /// When the plot begins.
  private static final long CALM_MILLIS_MIN = 3_000;

  private static final long CALM_MILLIS_MAX = 10_000;

  /// How old the copy is that a device goes back to.
  private static final long COPY_MILLIS_MIN = 1_000;

  private static final long COPY_MILLIS_MAX = 6_000;

  private static final long LOOK_MILLIS = 100;
  private static final long YEARS_MILLIS = 5L * 365 * 24 * 3_600_000;

  /// What happens to the devices of the first person.
  enum Plot {
    /// There are ten, and each has something to say in the same moment.
    ALL_SEND_AT_ONCE,
    /// Two are linked in the same moment, by another one each.
    TWO_COME_AT_ONCE,
    ONE_COMES_WHILE_ANOTHER_GOES,
    ONE_GOES_WHILE_IT_SENDS,
    /// The clock of one is years away from all others.
    ONE_HAS_A_WRONG_CLOCK,
    /// One goes on with an old copy of its folder.
    ONE_IS_SET_BACK;

    static Plot of(long seed) {
      return values()[(int) Math.floorMod(seed, (long) values().length)];
    }
  }

  private final World world;
  private final Plot plot;
  private final Stage stage;
  private final SimRest rest;
  private final Moves moves;
  private final List<RealHost> hosts = new ArrayList<>();
  private final ChatJudgement last;
  private final Weather weather;
  private final Setback setback;
  private final long pauseMillisMax;
  private boolean silent;
  private boolean over;
  private int texts;

  HouseholdSimulation(World world, Setup setup) {
    this.world = world;
    plot = Plot.of(setup.seed());
    stage = new Stage(world, setup.without(NEVER), ChatSimulation.SHAPE);
    rest = new SimRest(stage);
    Witness witness = new Witness(stage);
    var around = new RealHost.Around(stage, rest, witness);
    moves = new Moves(around, hosts);
    last = new ChatJudgement(stage, witness, hosts);
    setback = new Setback(stage, witness);
    move(1, plot == Plot.ALL_SEND_AT_ONCE ? Limits.DEVICES_PER_ACCOUNT_MAX : DEVICES);
    move(2, DEVICES);
    weather = stage.weather(hosts);
    pauseMillisMax = world.oneOf(300L, 1_500L);
    plan();
    world.after(world.between(CALM_MILLIS_MIN, CALM_MILLIS_MAX), this::happen);
  }

  private void move(int person, int devices) {
    rest.register(Households.device(person, 1), Households.handle(person));
    for (int device = 1; device <= devices; device++) {
      Registration registration = Households.device(person, device);
      if (device > 1) {
        rest.link(registration);
      }
      hosts.add(moves.host(registration));
    }
  }

  Kind.Course run() {
    stage.watchSizes(() -> hosts.stream().map(RealHost::device));
    stage.beTroubled();
    silent = true;
    weather.calm();
    stage.settle(SETTLE_MILLIS_MAX, this::unsettled);
    setback.judge();
    return new Kind.Course(texts, weather.happened());
  }

  // --- What everybody does ---

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
      say(host);
    }
    plan();
  }

  private void say(RealHost host) {
    AccountId first = first().account();
    AccountId peer = host.account().equals(first) ? hosts.get(peer()).account() : first;
    ConversationId direct = host.does(device -> device.openDirect(peer, host.now()));
    host.say(direct, new Content.Text("text " + ++texts + " of " + host.id()));
  }

  /// Where the other person's first device stands.
  private int peer() {
    return plot == Plot.ALL_SEND_AT_ONCE ? Limits.DEVICES_PER_ACCOUNT_MAX : DEVICES;
  }

  // --- The plot ---

  private RealHost first() {
    return hosts.getFirst();
  }

  private RealHost second() {
    return hosts.get(1);
  }

  private void happen() {
    switch (plot) {
      case ALL_SEND_AT_ONCE -> {
        hosts.subList(0, Limits.DEVICES_PER_ACCOUNT_MAX).forEach(this::burst);
        over = true;
      }
      case TWO_COME_AT_ONCE -> {
        moves.link(first(), Households.device(1, DEVICES + 1));
        moves.link(second(), Households.device(1, DEVICES + 2));
        over = true;
      }
      case ONE_COMES_WHILE_ANOTHER_GOES -> {
        moves.link(first(), Households.device(1, DEVICES + 1));
        secondGoes();
      }
      case ONE_GOES_WHILE_IT_SENDS -> {
        burst(second());
        secondGoes();
        world.after(world.below(1_000), () -> burst(second()));
      }
      case ONE_HAS_A_WRONG_CLOCK -> {
        second().clock(world.oneOf(-YEARS_MILLIS, YEARS_MILLIS), 0);
        burst(second());
        over = true;
      }
      case ONE_IS_SET_BACK -> when(second()::isRunning, this::copy);
    }
  }

  private void burst(RealHost host) {
    for (int said = 0; said < BURST && host.isRunning(); said++) {
      say(host);
    }
  }

  private void secondGoes() {
    when(
        () -> first().isRunning() && Moves.mayRevoke(first(), second()),
        () -> {
          moves.revoke(first(), second());
          over = true;
        });
  }

  /// It says something before and after, so that there are keys to be used twice.
  private void copy() {
    SimStore copy = setback.copy(second());
    when(second()::isRunning, () -> burst(second()));
    world.after(
        world.between(COPY_MILLIS_MIN, COPY_MILLIS_MAX),
        () -> when(second()::isRunning, () -> goBack(copy)));
  }

  private void goBack(SimStore copy) {
    long down = world.between(Setback.DOWN_MILLIS_MIN, 2 * Setback.DOWN_MILLIS_MIN);
    second().goBackTo(copy, down);
    world.after(down - 1, setback::goesOn);
    world.after(
        down + world.below(2_000),
        () ->
            when(
                second()::isRunning,
                () -> {
                  burst(second());
                  over = true;
                }));
  }

  private void when(BooleanSupplier ready, Runnable what) {
    if (ready.getAsBoolean()) {
      what.run();
    } else {
      world.after(LOOK_MILLIS, () -> when(ready, what));
    }
  }

  // --- Judgement ---

  private List<String> unsettled() {
    List<String> all = last.unsettled();
    if (!over || moves.open() > 0) {
      all.add("the plot is not over");
    }
    for (RealHost host : hosts) {
      if (!host.hasEnded()) {
        arranged(host, all);
      }
    }
    return all;
  }

  private void arranged(RealHost host, List<String> all) {
    for (RealHost other : hosts) {
      List<Arrangement> here = arrangements(host);
      List<Arrangement> there = arrangements(other);
      if (other.account().equals(host.account()) && !other.hasEnded() && !here.equals(there)) {
        all.add(host.id() + " has arranged " + here + " and " + other.id() + " " + there);
      }
    }
  }

  private static List<Arrangement> arrangements(RealHost host) {
    return host.store().conversations().stream().map(Conversation::arrangement).toList();
  }
}
