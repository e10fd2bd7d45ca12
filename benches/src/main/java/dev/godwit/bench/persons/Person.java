package dev.godwit.bench.persons;

import dev.godwit.bench.fleet.DeliveryCheck;
import dev.godwit.client.Connection;
import dev.godwit.client.Event;
import dev.godwit.client.Godwit;
import dev.godwit.client.Message;
import dev.godwit.client.Recipient;
import dev.godwit.client.Secret;
import dev.godwit.client.Tick;
import dev.godwit.wire.EntryId;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One person with one device, who sends numbered messages to a partner and remembers what was
/// promised and shown. Safe for several threads.
final class Person implements AutoCloseable {
  private static final String PASSWORD = "a password for the bench";

  private final String handle;
  private final Godwit godwit;
  private final Map<EntryId, Integer> numbers = new HashMap<>();
  private final Map<EntryId, Long> acknowledged = new HashMap<>();
  private final Map<EntryId, Long> delivered = new HashMap<>();
  private final List<Message> shown = new ArrayList<>();
  private long lostNanos = System.nanoTime();
  private long onlineNanos = lostNanos - 1;
  private int sent;

  private Person(String handle, Godwit godwit) {
    this.handle = handle;
    this.godwit = godwit;
  }

  /// Registers and connects; `folder` takes the device's home.
  static Person register(URI node, Path folder, String handle) {
    Path home = folder.resolve(handle);
    Secret secret = new Secret.KeyFile();
    Godwit.register(home, secret, node, handle, PASSWORD);
    Person person = new Person(handle, Godwit.open(home, secret));
    Godwit.Listening unused = person.godwit.listen(person::on);
    person.godwit.connect();
    return person;
  }

  String handle() {
    return handle;
  }

  private synchronized void on(Event event) {
    switch (event) {
      case Event.Arrived(var message) -> shown.add(message);
      case Event.Ticked(_, var id, var sequence, var tick) -> onTick(id, sequence, tick);
      case Event.Connected(var now) -> onConnection(now.state());
      case Event.Missed _ -> throw new IllegalStateException("the bench was too slow to look");
      default -> {}
    }
  }

  private void onTick(EntryId id, long sequence, Tick tick) {
    if (tick.compareTo(Tick.SENT) >= 0) {
      acknowledged.put(id, sequence);
    }
    if (tick.compareTo(Tick.DELIVERED) >= 0) {
      delivered.put(id, sequence);
    }
  }

  private void onConnection(Connection.State state) {
    if (state == Connection.State.ONLINE) {
      onlineNanos = System.nanoTime();
    } else {
      lostNanos = System.nanoTime();
    }
  }

  /// Sends a message that is not counted, whether or not its way is known yet.
  void greet(Person partner) {
    var unused = godwit.send(Recipient.parse("@" + partner.handle), "hello");
  }

  synchronized boolean wasGreeted() {
    return !shown.isEmpty();
  }

  /// Sends the next number.
  void sendNext(Person partner) {
    int number = ++sent;
    EntryId id = godwit.send(Recipient.parse("@" + partner.handle), "" + number).id();
    remember(id, number);
  }

  private synchronized void remember(EntryId id, int number) {
    numbers.put(id, number);
  }

  synchronized boolean isOnline() {
    return onlineNanos - lostNanos > 0;
  }

  /// Whether the connection was lost after `since` and all is well again.
  synchronized boolean isBackSince(long since) {
    return lostNanos - since > 0 && isOnline();
  }

  synchronized long onlineNanos() {
    return onlineNanos;
  }

  synchronized boolean isAllDelivered() {
    return delivered.keySet().containsAll(numbers.keySet());
  }

  /// What this person was promised against what the partner saw.
  DeliveryCheck check(Person partner) {
    DeliveryCheck check = new DeliveryCheck();
    promises().forEach(check::onAcknowledged);
    partner.numbersShown().forEach(seen -> check.onShown(seen.number(), seen.sequence()));
    return check;
  }

  private synchronized Map<Integer, Long> promises() {
    Map<Integer, Long> promises = new HashMap<>();
    numbers.forEach(
        (id, number) -> {
          Long sequence = acknowledged.get(id);
          if (sequence != null) {
            promises.put(number, sequence);
          }
        });
    return promises;
  }

  private record Seen(int number, long sequence) {}

  private synchronized List<Seen> numbersShown() {
    return shown.stream()
        .filter(message -> message.text().matches("\\d+"))
        .map(message -> new Seen(Integer.parseInt(message.text()), message.sequence()))
        .toList();
  }

  @Override
  public void close() {
    godwit.close();
  }
}
