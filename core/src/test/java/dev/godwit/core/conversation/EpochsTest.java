package dev.godwit.core.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.StateReader;
import dev.godwit.core.log.StateWriter;
import org.junit.jupiter.api.Test;

final class EpochsTest {
  private final Epochs tenth = new Epochs(10, 40, 3);

  @Test
  void messagesAreTakenForTheEpochAndTheTwoBeforeIt() {
    assertTrue(tenth.takes(10));
    assertTrue(tenth.takes(8));
    assertFalse(tenth.takes(7));
    assertFalse(tenth.takes(11));
  }

  @Test
  void whoCameInIsSentNothingFromBefore() {
    Epochs joined = tenth.next(41, true);
    assertTrue(joined.takes(11));
    assertFalse(joined.takes(10));
    Epochs later = joined.next(42, false);
    assertTrue(later.takes(11));
    assertFalse(later.takes(10));
  }

  @Test
  void aSnapshotFromBeforeJoinsWereKeptIsRead() {
    StateWriter old = new StateWriter().number(10).number(40);
    assertEquals(new Epochs(10, 40, 0), Epochs.decode(new StateReader(old.toBytes()), false));
    StateWriter out = new StateWriter();
    tenth.encode(out);
    assertEquals(tenth, Epochs.decode(new StateReader(out.toBytes()), true));
  }
}
