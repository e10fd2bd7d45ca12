package dev.godwit.bench.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StandingTest {
  private final Standing standing = new Standing();

  @BeforeEach
  void join() {
    standing.onJoined(1);
  }

  @Test
  void entriesAreTakenOneByOne() {
    assertEquals(Standing.Step.NEXT, standing.onEntry(2));
    assertEquals(Standing.Step.NEXT, standing.onEntry(3));
    assertEquals(Standing.Step.KNOWN, standing.onEntry(3));
    assertEquals(3, standing.position());
  }

  @Test
  void aSkippedEntryIsAGapAndMovesNothing() {
    assertEquals(Standing.Step.GAP, standing.onEntry(3));
    assertEquals(1, standing.position());
    assertFalse(standing.takeOwesAck());
  }

  @Test
  void ownEntriesCountWithoutBeingAcknowledged() {
    standing.onOwn(2);
    assertEquals(2, standing.position());
    assertFalse(standing.takeOwesAck());
  }

  @Test
  void anOwnEntryAheadWaitsForWhatIsBetween() {
    standing.onOwn(4);
    standing.onOwn(3);
    assertEquals(1, standing.position());
    assertEquals(Standing.Step.NEXT, standing.onEntry(2));
    assertEquals(4, standing.position());
    assertEquals(Standing.Step.KNOWN, standing.onEntry(4));
  }

  @Test
  void anAcknowledgementIsOwedOnce() {
    standing.onEntry(2);
    assertTrue(standing.takeOwesAck());
    assertFalse(standing.takeOwesAck());
  }

  @Test
  void inANewSessionTheLastAcknowledgementIsOwedAgain() {
    standing.onDisconnected();
    assertFalse(standing.takeOwesAck());
    standing.onEntry(2);
    assertTrue(standing.takeOwesAck());
    standing.onDisconnected();
    assertTrue(standing.takeOwesAck());
  }
}
