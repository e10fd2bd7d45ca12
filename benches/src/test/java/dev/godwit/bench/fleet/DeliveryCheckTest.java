package dev.godwit.bench.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class DeliveryCheckTest {
  private final DeliveryCheck check = new DeliveryCheck();

  @Test
  void everythingShownOnceInOrderIsClean() {
    for (int number = 1; number <= 1_000; number++) {
      check.onAcknowledged(number, number * 2L);
      check.onShown(number, number * 2L);
    }
    assertEquals(new Verdict(1_000, 1_000, 0, 0, 0), check.verdict());
    assertTrue(check.verdict().isClean());
  }

  @Test
  void acknowledgedAndNotShownIsLost() {
    check.onAcknowledged(1, 10);
    check.onAcknowledged(2, 11);
    check.onShown(2, 11);
    assertEquals(new Verdict(2, 1, 1, 0, 0), check.verdict());
    assertFalse(check.verdict().isClean());
  }

  @Test
  void shownBeforeItsTickIsNoLoss() {
    check.onShown(1, 10);
    assertEquals(new Verdict(0, 1, 0, 0, 0), check.verdict());
    check.onAcknowledged(1, 10);
    assertEquals(new Verdict(1, 1, 0, 0, 0), check.verdict());
  }

  @Test
  void theSameMessageAtTwoSequencesIsDoubled() {
    check.onAcknowledged(1, 10);
    check.onShown(1, 10);
    check.onShown(1, 11);
    assertEquals(new Verdict(1, 1, 0, 1, 0), check.verdict());
    assertFalse(check.verdict().isClean());
  }

  @Test
  void aMessageBehindALaterOneIsOutOfOrder() {
    check.onShown(2, 10);
    check.onShown(1, 11);
    assertEquals(1, check.verdict().outOfOrder());
    assertFalse(check.verdict().isClean());
  }

  @Test
  void sequencesThatFallAreOutOfOrder() {
    check.onShown(1, 11);
    check.onShown(2, 10);
    assertEquals(1, check.verdict().outOfOrder());
  }

  @Test
  void senderAndReceiverMustAgreeOnTheSequence() {
    check.onShown(1, 10);
    check.onAcknowledged(1, 12);
    assertEquals(1, check.verdict().outOfOrder());
  }

  @Test
  void verdictsAddUp() {
    assertEquals(
        new Verdict(11, 22, 33, 44, 55),
        new Verdict(1, 2, 3, 4, 5).plus(new Verdict(10, 20, 30, 40, 50)));
  }
}
