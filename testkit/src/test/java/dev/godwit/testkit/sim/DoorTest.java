package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Typing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What may be lost, told to a device that is silent (the simulation of nodes, seed 13933).
class DoorTest {
  private static final long SESSION = 1;
  private static final int UNANSWERED_FRAMES_MAX = 1_024;
  private static final Bytes LOSSY =
      Frame.encode(new Typing(QuietGroup.GROUP, QuietGroup.ALICE, true));

  private final QuietGroup group = new QuietGroup();
  private final Stage stage = group.stage;
  private final Door door =
      new Door(group.world, stage.judge(), stage.ledger(), stage.logs(), false);

  @BeforeEach
  void isHeard() {
    door.onConnected(SESSION, 0, QuietGroup.ALICE, QuietGroup.deviceOf(QuietGroup.ALICE));
    door.onReceived(SESSION, new Heartbeat(0));
  }

  private void tell(int frames) {
    for (int told = 0; told < frames; told++) {
      door.onWritten(SESSION, LOSSY);
    }
  }

  @Test
  void whatMayBeLostIsHeldBackFromWhoIsNotHeard() {
    group.pass(5_000);
    tell(UNANSWERED_FRAMES_MAX);
    assertThrows(AssertionError.class, () -> tell(1));
  }

  @Test
  void whatIsToldBeforeTheSessionTakesWhatWasHeardIsOfTheSilenceBefore() {
    group.pass(65);
    tell(4);
    group.pass(5_000);
    tell(UNANSWERED_FRAMES_MAX);
  }

  /// What was left of the silence before, and all of the one that begins.
  @Test
  void noMoreIsToldMeanwhileThanInTwoSilences() {
    tell(2 * UNANSWERED_FRAMES_MAX);
    assertThrows(AssertionError.class, () -> tell(1));
  }

  @Test
  void whoIsHeardAgainIsToldAgain() {
    group.pass(5_000);
    tell(UNANSWERED_FRAMES_MAX);
    door.onReceived(SESSION, new Heartbeat(0));
    group.pass(5_000);
    tell(UNANSWERED_FRAMES_MAX);
  }
}
