package dev.godwit.device.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.wire.ConversationId;
import org.junit.jupiter.api.Test;

final class ConversationStateTest {
  private static final ConversationId ID = new ConversationId(1, 1);

  private final ConversationState state = new ConversationState(ID);

  @Test
  void aDeviceIsNewForSomeEntriesAfterItCameInUnlessItMadeTheGroup() {
    assertFalse(state.isNewAt(1));
    assertFalse(state.isFirst(0));
    state.joined(3, 10);
    assertTrue(state.isNewAt(10 + ConversationState.NEWCOMER_ENTRIES));
    assertFalse(state.isNewAt(11 + ConversationState.NEWCOMER_ENTRIES));
  }

  @Test
  void whatWasUnderWayWhenADeviceCameInIsSoForTwoEpochs() {
    state.joined(3, 10);
    assertTrue(state.isFromBeforeEntering(2, 4));
    assertFalse(state.isFromBeforeEntering(2, 5));
    assertFalse(state.isFromBeforeEntering(3, 4));
  }

  @Test
  void whenADeviceCameInIsStored() {
    state.joined(3, 10);
    state.entered(5, 20);
    ConversationState again = ConversationState.decode(ID, state.encode());
    assertEquals(3, again.joinedEpoch());
    assertTrue(again.isFirst(5));
    assertTrue(again.isBeforeEntering(19));
    assertFalse(again.isBeforeEntering(20));
  }
}
