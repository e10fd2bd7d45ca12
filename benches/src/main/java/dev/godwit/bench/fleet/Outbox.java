package dev.godwit.bench.fleet;

import dev.godwit.wire.EntryId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/// What a device has sent and has no answer for yet: first without a tick, then without the second.
final class Outbox {
  private final Map<EntryId, Outgoing> unsent = new LinkedHashMap<>();
  private final PriorityQueue<Long> undelivered = new PriorityQueue<>();
  private long deliveredThrough;

  void add(Outgoing message) {
    unsent.put(message.id(), message);
  }

  /// The entry with this id is durable; empty when that was known already or it is not ours.
  Optional<Outgoing> onSent(EntryId id, long sequence) {
    Outgoing message = unsent.remove(id);
    if (message == null) {
      return Optional.empty();
    }
    undelivered.add(sequence);
    return Optional.of(message);
  }

  /// The partner has everything up to `sequence`.
  void onDelivered(long sequence) {
    deliveredThrough = Math.max(deliveredThrough, sequence);
  }

  /// For how many messages both ticks are there since the last call. A receipt may come before the
  /// answer to a message that was sent again.
  int takeDelivered() {
    int news = 0;
    while (!undelivered.isEmpty() && undelivered.element() <= deliveredThrough) {
      undelivered.remove();
      news++;
    }
    return news;
  }

  boolean isUnsent(EntryId id) {
    return unsent.containsKey(id);
  }

  /// What has to be sent again after a reconnect, in the order in which it was made.
  Collection<Outgoing> unsent() {
    return Collections.unmodifiableCollection(unsent.values());
  }

  /// Messages that wait for their first or second tick.
  int inFlight() {
    return unsent.size() + undelivered.size();
  }

  @Override
  public String toString() {
    return unsent.size() + " without first tick, without second tick " + undelivered;
  }
}
