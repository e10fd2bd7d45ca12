package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Sent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Receipts around a moment in which the nodes go back to a backup (the simulation of chats, seeds
/// 79 and 319).
class JudgeTest {
  private static final DeviceId DEVICE = new DeviceId(1, 1);
  private static final AccountId MEMBER = new AccountId(2, 2);
  private static final ConversationId CONVERSATION = new ConversationId(3, 3);
  private static final long STORED = 52;

  private final World world = new World(1);
  private final Judge judge = new Judge(world, false, false);

  @BeforeEach
  void goesBackToNothing() {
    judge.onConnected(DEVICE);
    judge.onStored(MEMBER, CONVERSATION, STORED);
    told(STORED - 1);
    judge.onRestored(new Ledger(world));
  }

  private void told(long delivered) {
    MemberCursor cursor = new MemberCursor(MEMBER, delivered, 0);
    judge.onReceipt(DEVICE, new Receipt(CONVERSATION, List.of(cursor)));
  }

  @Test
  void whatWasUnderWayThenIsHeldAgainstWhatWasStoredThen() {
    told(STORED);
    assertThrows(AssertionError.class, () -> told(STORED + 1));
  }

  @Test
  void whatWasUnderWayThenGoesNotBack() {
    assertThrows(AssertionError.class, () -> told(STORED - 2));
  }

  /// The simulation of nodes, seed 2686.
  @Test
  void aTickThatWasUnderWayThenIsNoPromise() {
    Sent sent = new Sent(CONVERSATION, new EntryId(4, 4), STORED, 0);
    judge.onSent(DEVICE, sent);
    assertEquals(Map.of(), judge.sent());
    judge.onConnected(DEVICE);
    judge.onSent(DEVICE, sent);
    assertEquals(Map.of(sent.id(), sent), judge.sent());
  }

  @Test
  void anAnswerToWhatWasAskedBeforeIsNoPromise() {
    Sent sent = new Sent(CONVERSATION, new EntryId(4, 4), STORED, 0);
    judge.onSent(judge.restores() - 1, sent);
    assertEquals(Map.of(), judge.sent());
    judge.onSent(judge.restores(), sent);
    assertEquals(Map.of(sent.id(), sent), judge.sent());
  }

  @Test
  void whoHasConnectedSinceIsToldOnlyWhatWasStoredSince() {
    judge.onConnected(DEVICE);
    assertThrows(AssertionError.class, () -> told(STORED));
    judge.onStored(MEMBER, CONVERSATION, 1);
    told(1);
  }
}
