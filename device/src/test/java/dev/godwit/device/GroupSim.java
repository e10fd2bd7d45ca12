package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.Content;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Message;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A group under traffic from many seeds: everybody talks, admins change it at the same time,
/// devices are cut off and crash. In the end all members show the same, each thing once.
final class GroupSim {
  private static final int SEEDS = 12;
  private static final int ACTIONS = 60;

  @Test
  void allMembersEndWithTheSameHistoryInTheSameOrder() {
    for (int seed = 0; seed < SEEDS; seed++) {
      run(seed);
    }
  }

  private static void run(int seed) {
    Random random = new Random(seed);
    World world = new World();
    List<Person> people = new ArrayList<>();
    for (String name : List.of("alice", "bob", "carol", "dave", "erin")) {
      people.add(world.person(name));
    }
    Person owner = people.getFirst();
    ConversationId team = owner.create("Team", people.get(1), people.get(2));
    world.settle();
    owner.want(team, new Intention.SetRole(people.get(1).account(), Role.ADMIN));
    world.settle();
    for (int i = 0; i < ACTIONS; i++) {
      act(random, world, people, team, i);
      for (int turn = random.nextInt(6); turn > 0; turn--) {
        Person next = people.get(random.nextInt(people.size()));
        if (next.work()) {
          next.does(_ -> {});
        }
      }
    }
    people.stream().filter(person -> !person.isConnected()).forEach(Person::connect);
    world.pass(60_000);
    judge(seed, people, team);
  }

  private static void act(
      Random random, World world, List<Person> people, ConversationId team, int number) {
    Person who = people.get(random.nextInt(people.size()));
    Person admin = people.get(random.nextInt(2));
    Person other = people.get(2 + random.nextInt(people.size() - 2));
    switch (random.nextInt(9)) {
      case 0 -> admin.want(team, new Intention.Add(List.of(other.account())));
      case 1 -> admin.want(team, new Intention.Remove(List.of(other.account())));
      case 2 -> admin.send(team, new Content.Renamed("Team " + number));
      case 3 -> who.restart();
      case 4 -> toggle(who);
      case 5 -> world.pass(1_000);
      default -> {
        if (isOpen(who, team)) {
          who.send(team, new Content.Text(number + " of " + who.handle));
        }
      }
    }
  }

  private static void toggle(Person who) {
    if (who.isConnected()) {
      who.disconnect();
    } else {
      who.connect();
    }
  }

  private static boolean isOpen(Person person, ConversationId team) {
    return person.device.conversations().stream()
        .anyMatch(row -> row.id().equals(team) && row.standing() == Standing.OPEN);
  }

  private static void judge(int seed, List<Person> people, ConversationId team) {
    Person owner = people.getFirst();
    List<Message> whole = rows(owner, team);
    String name = owner.store.conversation(team).name();
    for (Person person : people) {
      String where = "seed " + seed + " " + person.handle;
      assertEquals(0, person.device.waiting(), where);
      assertEquals(0, person.device.wanted(), where);
      assertEquals(List.of(), person.events(Event.CommitRefused.class), where);
      assertEquals(List.of(), person.events(Event.Undecryptable.class), where);
      if (isOpen(person, team)) {
        long since = lastJoin(person, team);
        assertEquals(after(whole, since), after(rows(person, team), since), where);
        assertEquals(name, person.store.conversation(team).name(), where);
        assertEquals(
            owner.group(team).members().size(), person.group(team).members().size(), where);
      }
    }
    assertTrue(whole.size() > 5, "seed " + seed);
  }

  private static List<Message> rows(Person person, ConversationId team) {
    return person.store.history(team).stream().filter(row -> row.sequence() > 0).toList();
  }

  /// Where somebody came in for the last time.
  private static long lastJoin(Person person, ConversationId team) {
    return rows(person, team).stream()
        .filter(row -> row.content() instanceof Content.Changed)
        .filter(row -> Person.text(row.content()).contains("added " + short4(person)))
        .mapToLong(Message::sequence)
        .max()
        .orElse(1);
  }

  private static String short4(Person person) {
    return person.account().toString().substring(0, 4);
  }

  /// What everybody can read: what was said in an epoch before somebody came in is not for them.
  private static List<String> after(List<Message> rows, long sequence) {
    return rows.stream()
        .filter(row -> row.sequence() > sequence + 8)
        .map(row -> row.sequence() + " " + Person.text(row.content()))
        .toList();
  }
}
