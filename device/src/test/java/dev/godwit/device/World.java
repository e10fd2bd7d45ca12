package dev.godwit.device;

import dev.godwit.device.session.Calls;
import dev.godwit.device.session.Clock;
import dev.godwit.device.session.Link;
import dev.godwit.device.session.Session;
import dev.godwit.device.step.Draft;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/// A node and some people, in virtual time. Everything is repeatable.
final class World {
  private static final int TURNS_MAX = 100_000;
  private static final Map<String, Registration> REGISTRATIONS = new HashMap<>();

  final TestNode node = new TestNode();
  final List<Person> people = new ArrayList<>();

  /// Somebody new, connected. Accounts are made once and used in all worlds, each with its own
  /// store.
  Person person(String handle) {
    Crypto crypto = new JvmCrypto(new Random(handle.hashCode()));
    Registration registration =
        REGISTRATIONS.computeIfAbsent(
            handle, _ -> Device.register(crypto, "test", TestNode.START_MILLIS));
    Crypto fresh = new JvmCrypto(new Random(7L * handle.hashCode()));
    return add(new Person(node, handle, registration, fresh));
  }

  Person add(Person person) {
    people.add(person);
    person.connect();
    settle();
    return person;
  }

  /// Lets everything happen that can happen without time passing.
  void settle() {
    int turns = 0;
    boolean busy = true;
    while (busy) {
      busy = false;
      for (Person person : people) {
        busy |= person.work();
      }
      if (++turns > TURNS_MAX) {
        throw new AssertionError("The world never comes to rest");
      }
    }
  }

  /// Lets time pass in ticks of 500 ms, and everything happen in it.
  void pass(long millis) {
    for (long passed = 0; passed < millis; passed += 500) {
      node.time += 500;
      people.forEach(Person::tick);
      settle();
    }
  }

  /// Lets time pass until something holds, at most so long.
  boolean passUntil(BooleanSupplier holds, long millisMax) {
    settle();
    for (long passed = 0; passed < millisMax && !holds.getAsBoolean(); passed += 500) {
      pass(500);
    }
    return holds.getAsBoolean();
  }

  /// A way to a node that nobody goes.
  static Link link(Draft draft, Crypto crypto) {
    Clock clock = new Clock();
    return new Link(new Session(clock, draft), new Calls(draft), clock, crypto);
  }
}
