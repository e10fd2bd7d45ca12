package dev.godwit.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Two people with real devices talk over a real node, which is killed with SIGKILL and started
/// again: they are back by themselves, what had its one tick arrives, and arrives once.
final class PersonsRunTest {
  private static final int KILLS = 3;
  private static final int PEOPLE = 2;
  private static final long SEED = 1;

  @Test
  void peopleComeBackByThemselvesAndNothingIsLostOrShownTwice() throws Exception {
    try (var workplace = new NodeOptions().newWorkplace()) {
      PersonsRun run =
          new PersonsRun(workplace.setup("data"), workplace.folder().resolve("homes"), SEED);
      PersonsRun.Result result = run.run(KILLS, PEOPLE, _ -> {});
      assertEquals(KILLS, result.recoveries().size());
      assertTrue(result.verdict().acknowledged() > KILLS * PEOPLE, "they talked");
      assertEquals(result.verdict().acknowledged(), result.verdict().shown());
      assertEquals(0, result.verdict().lost(), "lost");
      assertEquals(0, result.verdict().doubled(), "doubled");
      assertEquals(0, result.verdict().outOfOrder(), "out of order");
    }
  }
}
