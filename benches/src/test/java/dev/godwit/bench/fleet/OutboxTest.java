package dev.godwit.bench.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.EntryId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutboxTest {
  private final Outbox outbox = new Outbox();

  @Test
  void whatHasNoTickIsSentAgainInItsOrder() {
    List<Outgoing> messages = List.of(message(1), message(2), message(3));
    messages.forEach(outbox::add);
    assertEquals(messages.get(1), outbox.onSent(messages.get(1).id(), 7).orElseThrow());
    assertEquals(List.of(messages.get(0), messages.get(2)), List.copyOf(outbox.unsent()));
  }

  @Test
  void theSecondAnswerToARetryIsNoNews() {
    outbox.add(message(1));
    assertTrue(outbox.onSent(message(1).id(), 7).isPresent());
    assertTrue(outbox.onSent(message(1).id(), 7).isEmpty());
    assertEquals(1, outbox.inFlight());
  }

  @Test
  void aReceiptStandsForAllBeforeItAndCountsOnce() {
    for (int number = 1; number <= 3; number++) {
      outbox.add(message(number));
    }
    outbox.onSent(message(2).id(), 12);
    outbox.onSent(message(1).id(), 11);
    outbox.onSent(message(3).id(), 13);
    outbox.onDelivered(12);
    assertEquals(2, outbox.takeDelivered());
    assertEquals(0, outbox.takeDelivered());
    assertEquals(1, outbox.inFlight());
    outbox.onDelivered(99);
    assertEquals(1, outbox.takeDelivered());
    assertEquals(0, outbox.inFlight());
  }

  @Test
  void withoutATickThereIsNoSecondOne() {
    outbox.add(message(1));
    outbox.onDelivered(99);
    assertEquals(0, outbox.takeDelivered());
    assertTrue(outbox.isUnsent(message(1).id()));
    assertFalse(outbox.isUnsent(message(2).id()));
  }

  @Test
  void aReceiptBeforeTheAnswerToARetryCounts() {
    outbox.add(message(1));
    outbox.onDelivered(7);
    assertEquals(0, outbox.takeDelivered());
    outbox.onSent(message(1).id(), 7);
    assertEquals(1, outbox.takeDelivered());
    assertEquals(0, outbox.inFlight());
  }

  private static Outgoing message(int number) {
    return new Outgoing(new EntryId(7, number), number, 0, Bytes.EMPTY);
  }
}
