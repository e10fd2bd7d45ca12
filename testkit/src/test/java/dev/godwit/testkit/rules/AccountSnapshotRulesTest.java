package dev.godwit.testkit.rules;

import static dev.godwit.testkit.rules.NodeRig.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.LogId;
import dev.godwit.core.log.LogState;
import dev.godwit.testkit.Faults.Fault;
import dev.godwit.wire.Ack;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Error;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An account with many conversations: what is kept of it, and that all of it is known again.
class AccountSnapshotRulesTest {
  private static final int CONVERSATIONS = 60;
  private static final LogId LOG = LogId.of(ALICE);

  private final NodeRig rig = new NodeRig(1_000);
  private NodeRig.Peer alice = rig.open(ALICE);

  @BeforeEach
  void makeConversations() {
    alice.hello();
    LongStream.rangeClosed(1, CONVERSATIONS).forEach(this::make);
  }

  private void make(long number) {
    ConversationId id = new ConversationId(20, number);
    alice.says(rig.creation(id, ConversationKind.GROUP, ALICE));
  }

  private LogState kept() {
    return rig.logs.load(LOG);
  }

  /// An acknowledgement in a conversation that is not the account's is an error.
  private void assertAllKnownAfterRestart(long lastNumber) {
    rig.restart();
    alice = rig.open(ALICE).hello();
    LongStream.rangeClosed(1, lastNumber)
        .forEach(number -> alice.says(new Ack(new ConversationId(20, number), 1)));
    assertEquals(List.of(), alice.got(Error.class));
  }

  @Test
  void theSnapshotIsNotWrittenWithEachEntry() {
    long before = rig.storedBytes;
    int snapshotBytes = kept().snapshot().size();
    LongStream.rangeClosed(101, 110).forEach(this::make);
    assertTrue(snapshotBytes > 1_000, "there is something to write");
    assertTrue(rig.storedBytes - before < 10L * snapshotBytes / 2, "it was written now and then");
  }

  @Test
  void everyConversationIsKnownAgainFromWhateverEntryTheSnapshotIs() {
    for (int more = 1; more <= 5; more++) {
      make(CONVERSATIONS + more);
      assertAllKnownAfterRestart(CONVERSATIONS + more);
    }
    assertTrue(kept().snapshotSequence() < kept().head(), "some entries are behind it");
  }

  @Test
  void aWriteOfWhichNothingIsKnownLeavesNothingOut() {
    rig.logs.faults().writes(Fault.UNCERTAIN_WRITTEN);
    make(CONVERSATIONS + 1);
    rig.logs.faults().heal();
    rig.pass(2_000);
    assertAllKnownAfterRestart(CONVERSATIONS + 1);
  }
}
