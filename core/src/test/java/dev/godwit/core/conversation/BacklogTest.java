package dev.godwit.core.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.wire.Bytes;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogTest {
  @Test
  void moreIntentsThanTheLimitWaitForTheNextSweep() {
    Backlog backlog = new Backlog();
    for (long sequence = 1; sequence <= Backlog.INTENTS_MAX + 1; sequence++) {
      backlog.addIntent(sequence, Bytes.EMPTY);
    }
    Map<Long, Bytes> taken = backlog.takeIntents();
    assertEquals(Backlog.INTENTS_MAX, taken.size());
    assertTrue(backlog.isEmpty());
    backlog.addIntent(Backlog.INTENTS_MAX + 1, Bytes.EMPTY);
    assertEquals(1, backlog.takeIntents().size());
  }
}
