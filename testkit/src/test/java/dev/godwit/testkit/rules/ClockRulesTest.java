package dev.godwit.testkit.rules;

import static dev.godwit.testkit.rules.NodeRig.ALICE;
import static dev.godwit.testkit.rules.NodeRig.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.testkit.Faults.Fault;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.CloseCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A node whose clock is set back must not wait until it shows the old time again.
class ClockRulesTest {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long MINUTE_MILLIS = 60_000;

  @Test
  void aSilentSessionIsClosedAfterTheClockWasSetBack() {
    NodeRig rig = NodeRig.begun();
    NodeRig.Peer alice = rig.open(ALICE).hello();
    rig.now -= HOUR_MILLIS;
    rig.pass(2 * MINUTE_MILLIS);
    assertEquals(List.of(CloseCode.SILENT), alice.closed);
  }

  /// The simulation of nodes, seed 41.
  @Test
  void aLoadThatFailedIsTriedAgainAfterTheClockWasSetBack() {
    NodeRig rig = new NodeRig();
    rig.logs.faults().reads(Fault.UNAVAILABLE);
    NodeRig.Peer bob = rig.open(BOB).hello();
    assertEquals(List.of(), bob.got(CaughtUp.class));
    rig.logs.faults().heal();
    rig.now -= HOUR_MILLIS;
    rig.pass(2_000);
    assertEquals(1, bob.got(CaughtUp.class).size());
  }
}
