package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.LogId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bob comes into a group and leaves it, twice. What becomes durable when is up to the test.
class LedgerTest {
  private static final LogId GROUP = LogId.of(QuietGroup.GROUP);
  private static final LogId BOB = LogId.of(QuietGroup.BOB);
  private static final long LEFT = 3;
  private static final long LEFT_AGAIN = 5;

  private final QuietGroup group = new QuietGroup();
  private final Ledger ledger = new Ledger(group.world);
  private final List<Append> appends = new ArrayList<>();

  @BeforeEach
  void bobComesAndLeavesTwice() {
    Ledger known = group.stage.ledger();
    group
        .stage
        .logs()
        .listen(
            append -> {
              appends.add(append);
              known.onAppend(append);
            });
    for (int stay = 0; stay < 2; stay++) {
      group.letIn();
      group.pass(100);
      group.takeOut();
      group.pass(100);
    }
  }

  private void becomeDurable(LogId log, int entries) {
    List<Append> next = appends.stream().filter(a -> a.log().equals(log)).limit(entries).toList();
    appends.removeAll(next);
    next.forEach(ledger::onAppend);
  }

  private boolean wasToldToGo(long sequence, long graceMillis) {
    return ledger.wasToldToGo(QuietGroup.BOB, QuietGroup.GROUP, sequence, graceMillis);
  }

  @Test
  void whoLeftIsToldToGoByTheAccountsLog() {
    becomeDurable(GROUP, 2);
    becomeDurable(BOB, 1);
    assertFalse(wasToldToGo(LEFT + 1, 0));
    becomeDurable(BOB, 1);
    assertTrue(wasToldToGo(LEFT + 1, 0));
  }

  @Test
  void whatTheAccountsLogSaysSinceAMomentIsNotHeardEverywhere() {
    becomeDurable(GROUP, 2);
    becomeDurable(BOB, 2);
    group.pass(99);
    assertFalse(wasToldToGo(LEFT + 1, 100));
    group.pass(1);
    assertTrue(wasToldToGo(LEFT + 1, 100));
  }

  @Test
  void wordOfTheFirstStaysEndIsNoneOfTheSecond() {
    becomeDurable(GROUP, 4);
    becomeDurable(BOB, 3);
    assertTrue(wasToldToGo(LEFT_AGAIN, 0));
    assertFalse(wasToldToGo(LEFT_AGAIN + 1, 0));
    group.pass(100);
    becomeDurable(BOB, 1);
    assertFalse(wasToldToGo(LEFT_AGAIN + 1, 100));
    assertTrue(wasToldToGo(LEFT_AGAIN + 1, 0));
  }
}
