package dev.godwit.core.conversation;

import static dev.godwit.core.conversation.ConversationRig.ALICE;
import static dev.godwit.core.conversation.ConversationRig.BOB;
import static dev.godwit.core.conversation.ConversationRig.BOBS;
import static dev.godwit.core.conversation.ConversationRig.DIRECT;
import static dev.godwit.core.conversation.ConversationRig.MALLORY;
import static dev.godwit.core.conversation.ConversationRig.PHONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.Batch;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.IntentId;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.Retry;
import dev.godwit.core.log.StoreException;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Role;
import dev.godwit.wire.Sent;
import dev.godwit.wire.Typing;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest {
  private final ConversationRig rig = ConversationRig.begun();

  private static StoreException uncertain() {
    return new StoreException.Uncertain(new IOException());
  }

  private static StoreException full() {
    return new StoreException.Full(new IOException());
  }

  @Test
  void theFirstCommitCreatesTheConversation() {
    assertEquals(1, rig.deliveries.getFirst().sequence());
    assertEquals(List.of(ALICE, BOB), rig.applied.stream().map(a -> a.account()).toList());
  }

  @Test
  void whereNothingIsNothingIsSent() {
    ConversationRig empty = new ConversationRig();
    empty.ask(empty.send(ALICE, 1));
    empty.loaded();
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, empty.lastError());
    assertTrue(empty.conversation.isKnownToBeNothing());
  }

  @Test
  void nothingIsToldBeforeItIsDurable() {
    int before = rig.deliveries.size();
    rig.ask(rig.send(ALICE, 1));
    rig.collect();
    assertEquals(before, rig.deliveries.size());
    assertEquals(List.of(), rig.answers);
  }

  @Test
  void sequencesFollowEachOtherWithinOneTurn() {
    for (int i = 0; i < 5; i++) {
      rig.ask(rig.send(ALICE, 1));
    }
    Batch batch = rig.turn();
    assertEquals(1, batch.appends().size());
    assertEquals(
        List.of(1L, 2L, 3L, 4L, 5L, 6L), rig.deliveries.stream().map(d -> d.sequence()).toList());
  }

  @Test
  void retryReturnsTheFirstSequenceAndStoresNothing() {
    EntryId id = rig.id();
    rig.ask(rig.send(ALICE, 1, id, 20));
    rig.turn();
    rig.ask(rig.send(ALICE, 1, id, 20));
    assertTrue(rig.collect().isEmpty());
    assertEquals(2, rig.lastSent().sequence());
  }

  @Test
  void retryInTheSameTurnStoresNothingEither() {
    EntryId id = rig.id();
    rig.ask(rig.send(ALICE, 1, id, 20));
    rig.ask(rig.send(ALICE, 1, id, 20));
    assertEquals(1, rig.turn().appends().getFirst().entries().size());
    assertEquals(2, rig.lastSent().sequence());
  }

  @Test
  void retryOfAnOldEpochIsKnownAllTheSame() {
    EntryId id = rig.id();
    rig.ask(rig.send(ALICE, 1, id, 20));
    rig.turn();
    for (long epoch = 1; epoch <= 5; epoch++) {
      rig.ask(rig.commit(ALICE, PHONE, epoch, List.of()));
      rig.turn();
    }
    rig.ask(rig.send(ALICE, 1, id, 20));
    assertEquals(2, rig.lastSent().sequence());
  }

  @Test
  void anothersIdIsRefused() {
    EntryId id = rig.id();
    rig.ask(rig.send(ALICE, 1, id, 20));
    rig.turn();
    rig.ask(rig.send(BOB, 1, id, 20));
    assertEquals(ErrorCode.ENTRY_ID_REUSED, rig.lastError());
  }

  @Test
  void applicationMessagesAreTakenForTwoEpochsBack() {
    List<DeviceId> others = List.of(new DeviceId(3, 1), new DeviceId(3, 2), new DeviceId(3, 3));
    commits(1, ofAlice(MemberChangeKind.DEVICES_ADDED, others));
    for (int i = 0; i < others.size(); i++) {
      commits(2 + i, ofAlice(MemberChangeKind.DEVICES_REMOVED, List.of(others.get(i))));
    }
    rig.ask(rig.send(ALICE, 2));
    assertEquals(ErrorCode.STALE_EPOCH, rig.lastError());
    rig.ask(rig.send(ALICE, 6));
    assertEquals(ErrorCode.STALE_EPOCH, rig.lastError());
    for (long epoch = 3; epoch <= 5; epoch++) {
      rig.ask(rig.send(ALICE, epoch));
    }
    assertEquals(3, rig.turn().appends().getFirst().entries().size());
  }

  /// It may have lost its keys, and comes in anew by a commit that changes nobody.
  @Test
  void whoJoinsAnewIsSentNothingFromBefore() {
    commits(1);
    rig.ask(rig.send(BOB, 1));
    assertEquals(ErrorCode.STALE_EPOCH, rig.lastError());
  }

  private void commits(long epoch, MemberChange... changes) {
    rig.ask(rig.commit(ALICE, PHONE, epoch, List.of(changes)));
    rig.turn();
  }

  private static MemberChange ofAlice(MemberChangeKind kind, List<DeviceId> devices) {
    return new MemberChange(ALICE, kind, Role.UNKNOWN, devices);
  }

  @Test
  void aCommitIsTakenForTheCurrentEpochOnly() {
    rig.ask(rig.commit(ALICE, PHONE, 1, List.of()));
    rig.turn();
    rig.ask(rig.commit(BOB, BOBS, 1, List.of()));
    assertEquals(ErrorCode.EPOCH_TAKEN, rig.lastError());
    rig.ask(rig.commit(BOB, BOBS, 3, List.of()));
    assertEquals(ErrorCode.STALE_EPOCH, rig.lastError());
  }

  @Test
  void ofTwoCommitsInOneTurnTheSecondIsTooLate() {
    rig.ask(rig.commit(ALICE, PHONE, 1, List.of()));
    rig.ask(rig.commit(BOB, BOBS, 1, List.of()));
    assertEquals(1, rig.turn().appends().getFirst().entries().size());
    assertEquals(ErrorCode.EPOCH_TAKEN, rig.lastError());
  }

  @Test
  void aSecondCreatorIsTooLate() {
    rig.ask(
        rig.commit(
            BOB,
            BOBS,
            0,
            List.of(ConversationRig.added(ALICE, PHONE), ConversationRig.added(BOB, BOBS))));
    assertEquals(ErrorCode.EPOCH_TAKEN, rig.lastError());
  }

  @Test
  void aSendBehindACommitWaitsForTheNextTurn() {
    rig.ask(rig.commit(ALICE, PHONE, 1, List.of()));
    rig.ask(rig.send(BOB, 2));
    assertEquals(1, rig.turn().appends().getFirst().entries().size());
    assertEquals(1, rig.turn().appends().getFirst().entries().size());
    assertEquals(3, rig.deliveries.getLast().sequence());
  }

  @Test
  void aStrangerLearnsNothing() {
    rig.ask(rig.send(MALLORY, 1));
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, rig.lastError());
    rig.ask(rig.commit(MALLORY, PHONE, 1, List.of()));
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, rig.lastError());
    rig.ask(new Ask.ForReceipts(new ConversationRig.Named("stranger"), MALLORY));
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, rig.lastError());
    var error = (Error) rig.answers.getLast();
    assertEquals(0, error.head() + error.epoch());
  }

  @Test
  void anEntryThatIsTooLargeIsRefused() {
    rig.ask(rig.send(ALICE, 1, rig.id(), Limits.ENTRY_BYTES_MAX + 1));
    assertEquals(ErrorCode.ENTRY_TOO_LARGE, rig.lastError());
    rig.ask(rig.send(ALICE, 1, rig.id(), Limits.ENTRY_BYTES_MAX));
    assertEquals(1, rig.turn().appends().size());
  }

  @Test
  void anEntryWithoutIdIsRefused() {
    rig.ask(rig.send(ALICE, 1, EntryId.NONE, 1));
    assertEquals(ErrorCode.MALFORMED_FRAME, rig.lastError());
  }

  @Test
  void timesOfALogNeverGoBack() {
    rig.ask(rig.send(ALICE, 1));
    rig.turn();
    long before = rig.log.getLast().timeMillis();
    rig.now -= 500_000;
    rig.ask(rig.send(ALICE, 1));
    rig.turn();
    assertEquals(before, rig.log.getLast().timeMillis());
  }

  @Test
  void afterAConflictTheAskIsTakenAgainBehindTheOtherHomesEntry() {
    ConversationRig other = ConversationRig.begun();
    other.ask(other.send(BOB, 1, new EntryId(8, 8), 9));
    rig.ask(rig.send(ALICE, 1));
    rig.write(other.collect());
    rig.conflict();
    rig.loaded();
    assertEquals(2, rig.headsMoved.getLast());
    rig.turn();
    assertEquals(3, rig.deliveries.getLast().sequence());
  }

  @Test
  void afterAnUncertainWriteTheLogDecides() {
    rig.ask(rig.send(ALICE, 1));
    rig.write(rig.collect());
    rig.conversation.onFailed(uncertain(), rig.now);
    assertEquals(List.of(), rig.answers);
    rig.loaded();
    assertEquals(2, rig.lastSent().sequence());
    rig.ask(rig.send(ALICE, 1));
    rig.fail(uncertain());
    rig.loaded();
    assertEquals(ErrorCode.STORE_UNAVAILABLE, rig.lastError());
  }

  @Test
  void aCommitOfWhichTheStoreDidNotSayStillHasItsEffects() {
    ConversationRig fresh = new ConversationRig();
    fresh.ask(fresh.creation());
    fresh.loaded();
    fresh.write(fresh.collect());
    fresh.conversation.onFailed(uncertain(), fresh.now);
    assertEquals(List.of(), fresh.applied);
    fresh.loaded();
    assertEquals(2, fresh.applied.size());
  }

  @Test
  void aFailedWriteRefusesEachWaitingSender() {
    rig.ask(rig.send(ALICE, 1));
    rig.ask(rig.send(BOB, 1));
    rig.fail(full());
    assertEquals(2, rig.answers.size());
    assertEquals(ErrorCode.STORE_FULL, rig.lastError());
    assertTrue(rig.collect().isEmpty());
  }

  @Test
  void whenItCannotBeLoadedSendersHearSo() {
    ConversationRig cold = new ConversationRig();
    cold.ask(cold.send(ALICE, 1));
    cold.conversation.onLoadFailed(new StoreException.Unavailable(new IOException()), cold.now);
    assertEquals(ErrorCode.STORE_UNAVAILABLE, cold.lastError());
    assertTrue(cold.conversation.isIdle());
  }

  @Test
  void cursorsThatComeWhileTheStoreFailsAreNotForgotten() {
    ConversationRig cold = new ConversationRig();
    cold.write(rig.turn());
    cold.conversation.onMoved(BOB, BOBS, 1, 0, cold.now);
    cold.conversation.onLoadFailed(new StoreException.Unavailable(new IOException()), cold.now);
    assertFalse(cold.conversation.isIdle());
    cold.now += Retry.MILLIS;
    assertTrue(cold.conversation.onTick(cold.now));
    assertEquals(2, cold.loads);
  }

  @Test
  void whatWaitsForALoadIsBounded() {
    ConversationRig cold = new ConversationRig();
    for (int i = 0; i < Backlog.ASKS_MAX; i++) {
      cold.ask(cold.send(ALICE, 1));
    }
    assertEquals(List.of(), cold.answers);
    cold.ask(cold.send(ALICE, 1));
    assertEquals(ErrorCode.OVERLOADED, cold.lastError());
    assertEquals(1, cold.loads);
  }

  @Test
  void aReceiptGoesOutWhenTheCursorIsDurable() {
    rig.conversation.onMoved(BOB, BOBS, 1, 0, rig.now);
    Batch batch = rig.collect();
    assertEquals(List.of(new DeviceCursor(DIRECT, BOB, BOBS, 1, 0)), batch.cursors());
    assertEquals(List.of(), rig.told);
    rig.conversation.onCommitted(List.of(), rig.now);
    assertEquals(List.of(new Receipt(DIRECT, List.of(new MemberCursor(BOB, 1, 0)))), rig.told);
  }

  @Test
  void cursorsNeverGoBackNorBeyondTheHead() {
    rig.conversation.onMoved(BOB, BOBS, 2, 0, rig.now);
    rig.loaded();
    assertTrue(rig.collect().isEmpty());
    rig.conversation.onMoved(BOB, BOBS, 1, 1, rig.now);
    rig.turn();
    rig.conversation.onMoved(BOB, BOBS, 0, 0, rig.now);
    rig.conversation.onMoved(BOB, BOBS, 1, 0, rig.now);
    assertTrue(rig.collect().isEmpty());
    rig.conversation.onMoved(MALLORY, PHONE, 1, 1, rig.now);
    assertTrue(rig.collect().isEmpty());
  }

  /// The simulation of nodes, seed 7992: a write of a node that is gone comes late.
  @Test
  void aCursorBeyondTheHeadFindsWhatCameSinceTheLoad() {
    rig.ask(rig.send(ALICE, 1));
    rig.write(rig.collect());
    rig.conversation.onFailed(new StoreException.Unavailable(new IOException()), rig.now);
    rig.conversation.onMoved(BOB, BOBS, 2, 0, rig.now);
    rig.loaded();
    assertEquals(2, rig.collect().cursors().getFirst().delivered());
  }

  @Test
  void cursorsStayWhenAWriteFails() {
    rig.conversation.onMoved(BOB, BOBS, 1, 1, rig.now);
    rig.fail(full());
    assertEquals(1, rig.collect().cursors().size());
    assertEquals(List.of(), rig.told);
  }

  @Test
  void aMemberStandsWhereItsFurthestDeviceStands() {
    rig.ask(rig.send(ALICE, 1));
    rig.turn();
    rig.conversation.onMoved(BOB, BOBS, 2, 0, rig.now);
    rig.turn();
    int receipts = rig.told.size();
    rig.conversation.onMoved(BOB, new DeviceId(2, 3), 1, 0, rig.now);
    rig.turn();
    assertEquals(receipts, rig.told.size());
  }

  @Test
  void inALargeConversationReceiptsAreGathered() {
    ConversationRig large = ConversationRig.begun(new ConversationRig(new ReceiptConfig(1, 500)));
    large.conversation.onMoved(BOB, BOBS, 1, 0, large.now);
    assertTrue(large.collect().isEmpty());
    large.conversation.onMoved(ALICE, PHONE, 1, 1, large.now);
    assertTrue(large.conversation.onTick(large.now + 499 + Receipts.ENTRY_MILLIS));
    assertTrue(large.collect().isEmpty());
    assertTrue(large.conversation.onTick(large.now + 500 + Receipts.ENTRY_MILLIS));
    assertEquals(2, large.turn().cursors().size());
    assertEquals(1, large.told.size());
    assertEquals(2, ((Receipt) large.told.getFirst()).cursors().size());
  }

  @Test
  void whatWasGatheredGoesWithTheNextEntry() {
    ConversationRig large = ConversationRig.begun(new ConversationRig(new ReceiptConfig(1, 500)));
    large.conversation.onMoved(BOB, BOBS, 1, 0, large.now);
    large.now += 499;
    large.ask(large.send(ALICE, 1));
    assertEquals(0, large.turn().cursors().size());
    large.now += 1;
    large.ask(large.send(ALICE, 1));
    Batch both = large.turn();
    assertEquals(1, both.appends().size());
    assertEquals(1, both.cursors().size());
  }

  @Test
  void typingIsToldAndNeverStored() {
    rig.conversation.onTyping(ALICE, PHONE, true);
    rig.conversation.onTyping(MALLORY, PHONE, true);
    assertEquals(List.of(new Typing(DIRECT, ALICE, true)), rig.told);
    assertTrue(rig.collect().isEmpty());
  }

  @Test
  void anIntentIsFinishedWhenEveryAccountHasIt() {
    rig.conversation.onEffectsDone(1, ALICE);
    assertEquals(List.of(), rig.collect().finished());
    assertFalse(rig.conversation.isIdle());
    rig.conversation.onEffectsDone(1, BOB);
    assertEquals(List.of(new IntentId(LogId.of(DIRECT), 1)), rig.turn().finished());
    assertTrue(rig.conversation.isIdle());
  }

  @Test
  void anIntentThatIsFoundIsDrivenAgainForThoseWhoHaveNotConfirmed() {
    Ask.ToCommit creation = rig.creation();
    rig.conversation.onEffectsDone(1, ALICE);
    int before = rig.applied.size();
    rig.conversation.onIntent(1, OutsideEffects.intentOf(creation.commit()));
    assertEquals(BOB, rig.applied.getLast().account());
    assertEquals(before + 1, rig.applied.size());
  }

  @Test
  void anIntentBeyondTheHeadMakesTheConversationLoadAgain() {
    Ask.ToCommit late = rig.commit(ALICE, PHONE, 1, List.of());
    Ask.ToCommit creation = rig.creation();
    rig.ask(late);
    rig.write(rig.collect());
    rig.fail(new StoreException.Unavailable(new IOException()));
    int loads = rig.loads;
    rig.conversation.onIntent(2, OutsideEffects.intentOf(creation.commit()));
    assertEquals(loads + 1, rig.loads);
    rig.loaded();
    assertEquals(2, rig.headsMoved.getLast());
  }

  @Test
  void sentTellsTheTimeOfTheEntry() {
    EntryId id = rig.id();
    rig.ask(rig.send(ALICE, 1, id, 1));
    rig.turn();
    var sent = (Sent) Frame.decode(rig.deliveries.getLast().sent());
    assertEquals(new Sent(DIRECT, id, 2, rig.now), sent);
  }
}
