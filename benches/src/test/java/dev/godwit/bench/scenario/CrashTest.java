package dev.godwit.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.bench.fleet.Verdict;
import dev.godwit.bench.report.Progress;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A real node, killed with SIGKILL under load: what had its one tick arrives, and arrives once.
final class CrashTest {
  private static final int KILLS = 5;
  private static final int ACCOUNTS = 20;
  private static final int IN_FLIGHT = 10;
  private static final long SEED = 1;
  private static final Set<Moment> MOMENTS = EnumSet.of(Moment.SERVING, Moment.STARTING);

  @Test
  void nothingAcknowledgedIsLostOrDoubledByFiveKills() throws Exception {
    FleetOptions fleet = new FleetOptions();
    fleet.accounts = ACCOUNTS;
    try (var workplace = new NodeOptions().newWorkplace()) {
      CrashRun run = new CrashRun(workplace.setup("data"), IN_FLIGHT, MOMENTS, SEED);
      CrashRun.Result result =
          run.run(KILLS, node -> fleet.connectPairs(node, Progress.NONE), _ -> {});
      Verdict verdict = result.verdict();
      assertEquals(KILLS, result.recoveries().size());
      assertTrue(verdict.acknowledged() > ACCOUNTS * IN_FLIGHT, "there was load");
      assertEquals(0, verdict.lost(), "lost");
      assertEquals(0, verdict.doubled(), "doubled");
      assertEquals(0, verdict.outOfOrder(), "out of order");
    }
  }
}
