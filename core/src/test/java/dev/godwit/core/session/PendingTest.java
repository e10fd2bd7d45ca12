package dev.godwit.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.conversation.Asker;
import dev.godwit.core.log.Append;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PendingTest {
  private static final ConversationId CONVERSATION = new ConversationId(5, 5);
  private static final Asker HOME = new Asker() {};
  private static final Asker OTHER_HOME = new Asker() {};
  private final Pending pending = new Pending(new AccountId(1, 1));
  private final SnapshotAge age = new SnapshotAge();

  private static AccountUnit joined(long head) {
    AccountEntry entry =
        new AccountEntry(
            0,
            new EntryId(6, 6),
            0,
            AccountEntryKind.JOINED,
            CONVERSATION,
            3,
            DeviceId.NONE,
            Bytes.EMPTY);
    return new AccountUnit(CONVERSATION, 3, head, List.of(entry));
  }

  @Test
  void aUnitThatIsAskedForAgainIsAppendedOnceWithTheNewestHead() {
    pending.add(joined(3), Set.of(HOME));
    pending.add(joined(9), Set.of(OTHER_HOME));
    assertEquals(1, pending.stage(AccountFold.NONE, 0, age, 1_000).entries().size());
    assertEquals(9, pending.takeHead(CONVERSATION));
  }

  @Test
  void allThatAskedForAUnitHearWhenItIsDurable() {
    pending.add(joined(3), Set.of(HOME));
    pending.add(joined(3), Set.of(OTHER_HOME));
    pending.add(joined(3), Set.of(HOME));
    pending.stage(AccountFold.NONE, 0, age, 1_000);
    assertEquals(Set.of(HOME, OTHER_HOME), pending.settle().units().getFirst().askers());
  }

  @Test
  void aUnitStaysUntilItIsDurable() {
    pending.add(joined(3), Set.of(HOME));
    pending.stage(AccountFold.NONE, 0, age, 1_000);
    pending.unstage();
    assertEquals(1, pending.stage(AccountFold.NONE, 0, age, 1_000).entries().size());
    assertEquals(1, pending.settle().units().size());
    assertTrue(pending.isEmpty());
  }

  @Test
  void whatTheLogHasIsNotAppendedAgain() {
    pending.add(joined(3), Set.of(HOME));
    Append staged = pending.stage(AccountFold.NONE, 0, age, 1_000);
    pending.unstage();
    assertEquals(1, pending.takeDone(AccountFold.decode(staged.snapshot())).size());
    assertTrue(pending.isEmpty());
  }
}
