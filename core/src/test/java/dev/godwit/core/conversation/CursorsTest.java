package dev.godwit.core.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.BatchBuilder;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CursorsTest {
  private static final ConversationId CONVERSATION = new ConversationId(9, 9);
  private static final AccountId ALICE = new AccountId(1, 1);
  private static final AccountId BOB = new AccountId(1, 2);
  private static final DeviceId PHONE = new DeviceId(2, 1);
  private static final DeviceId LAPTOP = new DeviceId(2, 2);

  private final Cursors cursors = new Cursors(CONVERSATION);

  CursorsTest() {
    cursors.become(roster(ALICE, BOB));
  }

  private static Roster roster(AccountId... accounts) {
    return new Roster(
        Stream.of(accounts).map(a -> new Member(a, Role.MEMBER, List.of(), 1, 1)).toList());
  }

  private List<DeviceCursor> kept() {
    BatchBuilder batch = new BatchBuilder();
    cursors.collect(batch);
    return batch.build().cursors();
  }

  @Test
  void membersKeepTheirNumbersWhenOthersComeAndGo() {
    cursors.move(BOB, PHONE, 5, 3);
    kept();
    cursors.settle();
    cursors.become(roster(new AccountId(0, 7), BOB));
    assertEquals(new MemberCursor(BOB, 5, 3), cursors.of(BOB));
    assertEquals(new MemberCursor(ALICE, 0, 0), cursors.of(ALICE));
  }

  @Test
  void whoComesBackStandsWhereItStood() {
    cursors.move(BOB, PHONE, 5, 3);
    kept();
    cursors.settle();
    cursors.become(roster(ALICE));
    assertTrue(cursors.knows(BOB));
    assertFalse(cursors.knows(ALICE));
    cursors.become(roster(ALICE, BOB));
    assertEquals(new MemberCursor(BOB, 5, 3), cursors.of(BOB));
  }

  @Test
  void whatMovesWhileOthersAreWrittenIsWrittenNext() {
    cursors.move(BOB, PHONE, 5, 0);
    kept();
    cursors.move(BOB, PHONE, 6, 0);
    cursors.settle();
    assertEquals(5, cursors.of(BOB).delivered());
    assertEquals(List.of(new DeviceCursor(CONVERSATION, BOB, PHONE, 6, 0)), kept());
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenAgain() {
    cursors.move(BOB, PHONE, 5, 0);
    kept();
    cursors.uncollect();
    assertTrue(cursors.isMoving());
    assertEquals(1, kept().size());
  }

  @Test
  void twoDevicesOfOneMemberHaveNoOnlyMover() {
    cursors.move(BOB, PHONE, 5, 0);
    cursors.move(BOB, LAPTOP, 6, 6);
    assertEquals(List.of(new DeviceCursor(CONVERSATION, BOB, LAPTOP, 6, 6)), kept());
    assertEquals(DeviceId.NONE, cursors.onlyMover());
  }

  @Test
  void whoIsNoMemberDoesNotMove() {
    assertFalse(cursors.move(new AccountId(5, 5), PHONE, 1, 1));
    assertTrue(kept().isEmpty());
  }
}
