package dev.godwit.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.bench.fault.Aftermath;
import dev.godwit.bench.fault.Damage;
import dev.godwit.bench.fault.DeafReaders;
import dev.godwit.bench.fault.Fault;
import dev.godwit.bench.fault.Frozen;
import dev.godwit.bench.fault.Stage;
import dev.godwit.bench.fleet.Verdict;
import dev.godwit.bench.report.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Short forms of what `./bench faults` lets go wrong with a real node.
final class FaultsTest {
  private static final int ACCOUNTS = 10;
  private static final int IN_FLIGHT = 5;
  private static final Duration LOAD_TIME = Duration.ofMillis(200);

  @Test
  void aNodeThatHungLosesNothing() throws Exception {
    assertNothingLost(new Frozen(2));
  }

  @Test
  void devicesThatDoNotReadGetEverythingLater() throws Exception {
    assertNothingLost(new DeafReaders(1));
  }

  @Test
  void aDamagedLogIsNamedAndRefusedAndABackupServes() throws Exception {
    assertNothingLost(new Damage());
  }

  private static void assertNothingLost(Fault fault) throws Exception {
    FleetOptions fleet = new FleetOptions();
    fleet.accounts = ACCOUNTS;
    try (var workplace = new NodeOptions().newWorkplace()) {
      Stage.Load load = new Stage.Load(IN_FLIGHT, LOAD_TIME);
      Stage stage =
          new Stage(
              workplace.folder(),
              workplace.folder(),
              workplace::setup,
              node -> fleet.connectPairs(node, Progress.NONE),
              load);
      Aftermath aftermath = fault.happen(stage);
      Verdict verdict = aftermath.verdict();
      assertTrue(verdict.acknowledged() > 0, "there was load");
      assertEquals(new Verdict(verdict.shown(), verdict.shown(), 0, 0, 0), verdict);
    }
  }
}
