package dev.godwit.core.account;

import static dev.godwit.core.account.World.given;
import static dev.godwit.core.account.World.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import org.junit.jupiter.api.Test;

/// The place where two devices meet.
final class LinkingDeskTest {
  private static final AccountId ALICE = new AccountId(1, 1);
  private static final AccountId BOB = new AccountId(1, 2);

  private final World world = new World();
  private final LinkingDesk desk = new LinkingDesk(world.time);
  private final Bytes place = bytes(1);

  private static Bytes bytes(int value) {
    byte[] bytes = new byte[LinkingDesk.NAME_BYTES];
    bytes[0] = (byte) value;
    return Bytes.owned(bytes);
  }

  private void offer() {
    given(desk.offer(place, bytes(7), World.ADDRESS));
  }

  @Test
  void threeMessagesGoFromOneToTheOther() {
    offer();
    assertEquals(bytes(7), given(desk.offerAt(place, ALICE)));
    assertEquals(Bytes.EMPTY, given(desk.answerAt(place)));
    given(desk.answer(place, ALICE, bytes(8)));
    assertEquals(bytes(8), given(desk.answerAt(place)));
    assertEquals(Bytes.EMPTY, given(desk.acceptanceAt(place, ALICE)));
    given(desk.accept(place, bytes(9)));
    assertEquals(bytes(9), given(desk.acceptanceAt(place, ALICE)));
  }

  @Test
  void theFirstOfEachCounts() {
    offer();
    assertEquals(ErrorCode.LINKING_ANSWERED, refused(desk.offer(place, bytes(6), World.ADDRESS)));
    given(desk.answer(place, ALICE, bytes(8)));
    assertEquals(ErrorCode.LINKING_ANSWERED, refused(desk.answer(place, BOB, bytes(5))));
    given(desk.accept(place, bytes(9)));
    assertEquals(ErrorCode.LINKING_ANSWERED, refused(desk.accept(place, bytes(4))));
  }

  @Test
  void theSameAgainIsDoneAlready() {
    offer();
    offer();
    given(desk.answer(place, ALICE, bytes(8)));
    given(desk.answer(place, ALICE, bytes(8)));
    given(desk.accept(place, bytes(9)));
    given(desk.accept(place, bytes(9)));
  }

  @Test
  void theAcceptanceIsForWhoHasAnswered() {
    offer();
    given(desk.answer(place, ALICE, bytes(8)));
    given(desk.accept(place, bytes(9)));
    assertEquals(ErrorCode.LINKING_UNKNOWN, refused(desk.acceptanceAt(place, BOB)));
  }

  @Test
  void aCodeLivesFiveMinutes() {
    offer();
    world.pass(LinkingDesk.LIFE_MILLIS - 1);
    given(desk.offerAt(place, ALICE));
    world.pass(1);
    assertEquals(ErrorCode.LINKING_UNKNOWN, refused(desk.offerAt(place, ALICE)));
    assertEquals(ErrorCode.LINKING_UNKNOWN, refused(desk.answer(place, ALICE, bytes(8))));
  }

  @Test
  void guessingIsLimitedAndFindingIsNot() {
    offer();
    for (int tries = 0; tries < 50; tries++) {
      given(desk.offerAt(place, ALICE));
    }
    for (int tries = 0; tries < LinkingDesk.MISSES.burst(); tries++) {
      assertEquals(ErrorCode.LINKING_UNKNOWN, refused(desk.offerAt(bytes(2), ALICE)));
    }
    assertEquals(ErrorCode.RATE_LIMITED, refused(desk.offerAt(bytes(2), ALICE)));
    given(desk.offerAt(place, BOB));
  }

  @Test
  void offersOfOneAddressAreLimited() {
    for (int tries = 0; tries < LinkingDesk.OFFERS.burst(); tries++) {
      given(desk.offer(bytes(100 + tries), bytes(7), World.ADDRESS));
    }
    assertEquals(ErrorCode.RATE_LIMITED, refused(desk.offer(bytes(99), bytes(7), World.ADDRESS)));
  }
}
