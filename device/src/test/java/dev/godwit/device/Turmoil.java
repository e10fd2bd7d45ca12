package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.Person.Crash;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Message;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Three people who chat while everything goes wrong that may: devices crash between any two of
/// their duties, connections are cut, frames come twice or not at all, the node refuses for a
/// moment, clocks are off.
final class Turmoil {
  private static final int ACTIONS = 120;
  private static final long PATIENCE_MILLIS = 300_000;
  private static final List<Crash> CRASHES = List.of(Crash.values());
  private static final List<ErrorCode> MOMENTARY =
      List.of(
          ErrorCode.STORE_UNAVAILABLE,
          ErrorCode.RATE_LIMITED,
          ErrorCode.STALE_EPOCH,
          ErrorCode.INTERNAL,
          ErrorCode.OVERLOADED);

  private final String seedName;
  private final Random random;
  private final World world = new World();
  private final List<Person> people = new ArrayList<>();
  private final Map<Person, Map<Person, List<String>>> said = new HashMap<>();

  Turmoil(long seed) {
    seedName = "seed " + seed;
    random = new Random(seed);
    for (String handle : List.of("alice", "bob", "carol")) {
      Person person = world.person(handle);
      person.clockErrorMillis = random.nextLong(-1_000_000_000L, 1_000_000_000L);
      person.inbound = this::weather;
      people.add(person);
    }
  }

  /// Everything that goes wrong, a calm, and what everybody has then.
  void run() {
    for (int i = 0; i < ACTIONS; i++) {
      act(people.get(random.nextInt(people.size())));
    }
    for (Person person : people) {
      person.crashAtStep = -1;
      person.inbound = frames -> frames;
      cut(person);
      reconnect(person);
    }
    assertTrue(world.passUntil(this::isQuiet, PATIENCE_MILLIS), seedName);
    pairs((one, other) -> judge(one, other));
  }

  /// Now and then a frame comes twice, or not at all.
  private List<Frame> weather(List<Frame> frames) {
    return switch (random.nextInt(20)) {
      case 0 -> List.of();
      case 1 -> List.of(frames.getFirst(), frames.getFirst());
      default -> frames;
    };
  }

  private void act(Person person) {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> say(person, other(person));
      case 3, 4, 5, 6 -> work(person);
      case 7 -> crash(person);
      case 8 -> cut(person);
      case 9 -> reconnect(person);
      case 10 -> world.node.refuseSends.add(MOMENTARY.get(random.nextInt(MOMENTARY.size())));
      default -> pass();
    }
  }

  private void say(Person person, Person to) {
    List<String> texts =
        said.computeIfAbsent(person, _ -> new HashMap<>())
            .computeIfAbsent(to, _ -> new ArrayList<>());
    String text = person.handle + " " + texts.size();
    person.say(to, text);
    texts.add(text);
  }

  private void work(Person person) {
    for (int i = random.nextInt(8); i > 0; i--) {
      person.work();
    }
  }

  /// At one of the next steps.
  private void crash(Person person) {
    person.crashAtStep = person.steps + random.nextInt(6);
    person.crash = CRASHES.get(random.nextInt(CRASHES.size()));
  }

  private static void cut(Person person) {
    if (person.isConnected()) {
      person.disconnect();
    }
  }

  private static void reconnect(Person person) {
    if (!person.isConnected()) {
      person.connect();
    }
  }

  private void pass() {
    world.node.time += random.nextLong(3_000);
    people.forEach(Person::tick);
  }

  private Person other(Person person) {
    Person other = people.get(random.nextInt(people.size()));
    return other == person ? other(person) : other;
  }

  private boolean isQuiet() {
    List<Person> waiting = people.stream().filter(person -> person.device.waiting() > 0).toList();
    List<Boolean> same = new ArrayList<>();
    pairs((one, other) -> same.add(one.texts(other).equals(other.texts(one))));
    pairs((one, other) -> same.add(hasAllTicks(one, other)));
    return waiting.isEmpty() && !same.contains(false);
  }

  private static boolean hasAllTicks(Person one, Person other) {
    long lastOwn =
        one.history(other).stream()
            .filter(message -> message.account().equals(one.account()))
            .mapToLong(Message::sequence)
            .max()
            .orElse(0);
    return lastOwn == 0 || one.row(other).deliveredThrough() >= lastOwn;
  }

  private interface Pair {
    void of(Person one, Person other);
  }

  private void pairs(Pair pair) {
    for (Person one : people) {
      for (Person other : people) {
        if (one != other) {
          pair.of(one, other);
        }
      }
    }
  }

  private void judge(Person one, Person other) {
    List<String> texts = one.texts(other);
    assertEquals(texts, other.texts(one), seedName);
    assertEquals(texts.size(), texts.stream().distinct().count(), seedName);
    assertEquals(saidBy(one, other), by(one, texts), seedName);
    assertEquals(List.of(), one.events(Event.Undecryptable.class), seedName);
    assertEquals(List.of(), one.events(Event.OldCopyDetected.class), seedName);
    assertEquals(List.of(), one.events(Event.MessageFailed.class), seedName);
    if (!texts.isEmpty()) {
      assertEquals(Standing.OPEN, one.row(other).standing(), seedName);
      assertEquals(one.row(other).head(), other.row(one).head(), seedName);
    }
  }

  private List<String> saidBy(Person one, Person other) {
    return said.getOrDefault(one, Map.of()).getOrDefault(other, List.of());
  }

  private static List<String> by(Person person, List<String> texts) {
    return texts.stream().filter(text -> text.startsWith(person.handle + " ")).toList();
  }
}
