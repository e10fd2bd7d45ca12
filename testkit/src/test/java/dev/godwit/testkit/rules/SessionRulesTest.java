package dev.godwit.testkit.rules;

import static dev.godwit.testkit.rules.NodeRig.ALICE;
import static dev.godwit.testkit.rules.NodeRig.BOB;
import static dev.godwit.testkit.rules.NodeRig.CAROL;
import static dev.godwit.testkit.rules.NodeRig.DIRECT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.LogId;
import dev.godwit.core.routing.Input;
import dev.godwit.testkit.Faults.Fault;
import dev.godwit.wire.AccountAck;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Expired;
import dev.godwit.wire.Fetch;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Opened;
import dev.godwit.wire.Position;
import dev.godwit.wire.Read;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Role;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import dev.godwit.wire.Typing;
import dev.godwit.wire.UnknownFrame;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionRulesTest {
  private final NodeRig rig = NodeRig.begun();

  private static List<Long> sequences(NodeRig.Peer peer) {
    return peer.got(Entry.class).stream().map(Entry::sequence).toList();
  }

  // --- Opening ---

  @Test
  void theFirstFrameIsHello() {
    NodeRig.Peer alice = rig.open(ALICE);
    alice.says(new Heartbeat(0));
    assertEquals(ErrorCode.MALFORMED_FRAME, alice.lastError());
    assertEquals(List.of(CloseCode.PROTOCOL_VIOLATED), alice.closed);
  }

  @Test
  void aSecondHelloAndAFrameOfTheNodeAreViolations() {
    NodeRig.Peer alice = rig.open(ALICE).hello().hello();
    assertEquals(List.of(CloseCode.PROTOCOL_VIOLATED), alice.closed);
    NodeRig.Peer bob = rig.open(BOB).hello();
    bob.says(new CaughtUp(1));
    assertEquals(List.of(CloseCode.PROTOCOL_VIOLATED), bob.closed);
  }

  @Test
  void aVersionThatIsTooOldIsTold() {
    NodeRig.Peer alice = rig.open(ALICE);
    alice.says(new Hello(0, "old", 0, List.of(), 0, 0));
    assertEquals(ErrorCode.UNSUPPORTED_VERSION, alice.lastError());
    assertEquals(List.of(CloseCode.UNSUPPORTED_VERSION), alice.closed);
  }

  @Test
  void aNewerDeviceIsSpokenToInTheNodesVersion() {
    NodeRig.Peer alice = rig.open(ALICE);
    alice.says(new Hello(99, "new", 0, List.of(), 0, 0));
    assertEquals(Limits.PROTOCOL_VERSION, alice.got(Opened.class).getFirst().version());
  }

  @Test
  void anUnknownFrameIsAnsweredAndTheSessionGoesOn() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    Frame unknown = Frame.decode(Bytes.of((byte) 0xa2, (byte) 0x06, (byte) 0));
    assertTrue(unknown instanceof UnknownFrame);
    alice.says(unknown);
    assertEquals(ErrorCode.UNKNOWN_FRAME, alice.lastError());
    assertEquals(List.of(), alice.closed);
  }

  @Test
  void aSecondSessionOfTheSameDeviceDisplacesTheFirst() {
    NodeRig.Peer first = rig.open(ALICE).hello();
    NodeRig.Peer second = rig.open(ALICE).hello();
    assertEquals(List.of(CloseCode.DISPLACED), first.closed);
    first.sends(DIRECT, 1);
    assertEquals(1, rig.logs.load(LogId.of(DIRECT)).head());
    second.sends(DIRECT, 1);
    assertEquals(2, second.got(Sent.class).getFirst().sequence());
  }

  @Test
  void anotherDeviceOfTheAccountIsNotDisplaced() {
    NodeRig.Peer phone = rig.open(ALICE).hello();
    rig.open(ALICE, new DeviceId(2, 99)).hello();
    assertEquals(List.of(), phone.closed);
  }

  // --- Ending ---

  @Test
  void aSilentSessionIsClosedAndAHeartbeatKeepsIt() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    NodeRig.Peer bob = rig.open(BOB).hello();
    rig.pass(10_000);
    bob.says(new Heartbeat(0));
    rig.pass(10_000);
    assertEquals(List.of(CloseCode.SILENT), alice.closed);
    assertEquals(List.of(), bob.closed);
    assertEquals(1, bob.got(Heartbeat.class).size());
  }

  @Test
  void aSessionIsNotSilentWhileWhatItSentWaitsForTheWorker() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    rig.behindMillis = 10_000;
    rig.pass(20_000);
    assertEquals(List.of(), alice.closed);
    alice.says(new Heartbeat(0));
    rig.pass(20_000);
    assertEquals(List.of(), alice.closed);
    rig.pass(10_000);
    assertEquals(List.of(CloseCode.SILENT), alice.closed);
  }

  @Test
  void aSessionWhoseConnectionHasHeardTheDeviceIsNotSilent() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    rig.silentMillis = 4_000;
    rig.pass(60_000);
    assertEquals(List.of(), alice.closed);
    rig.silentMillis = Long.MAX_VALUE;
    rig.pass(20_000);
    assertEquals(List.of(CloseCode.SILENT), alice.closed);
  }

  @Test
  void aSignOfLifeWithoutAnAnswerIsAsGoodAsAnyFrame() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    rig.pass(10_000);
    int told = alice.frames.size();
    rig.put(new Input.DeviceHeard(alice.session, ALICE));
    rig.pass(10_000);
    assertEquals(List.of(), alice.closed);
    assertEquals(told, alice.frames.size());
    rig.pass(10_000);
    assertEquals(List.of(CloseCode.SILENT), alice.closed);
  }

  @Test
  void anExpiredTokenEndsTheSession() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    for (int i = 0; i < NodeRig.TOKEN_MILLIS / 10_000 + 1; i++) {
      rig.pass(10_000);
      alice.says(new Heartbeat(0));
    }
    assertEquals(List.of(CloseCode.TOKEN_EXPIRED), alice.closed);
  }

  @Test
  void aRevokedDeviceIsToldWhoSaidSoAndClosed() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    Bytes statement = Bytes.owned(new byte[] {1, 2, 3});
    AccountEntry entry =
        new AccountEntry(
            0,
            new EntryId(7, 7),
            0,
            AccountEntryKind.DEVICE_REVOKED,
            ConversationId.NONE,
            0,
            alice.device,
            statement);
    rig.put(new Input.DeviceRevoked(ALICE, entry));
    AccountEntry told = alice.got(AccountEntry.class).getLast();
    assertEquals(List.of(0L, statement), List.of(told.sequence(), told.payload()));
    assertTrue(told.time() > 0);
    assertEquals(List.of(CloseCode.DEVICE_REVOKED), alice.closed);
  }

  // --- Catching up ---

  @Test
  void whatWasMissedComesBeforeCaughtUp() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    for (int i = 0; i < 3; i++) {
      alice.sends(DIRECT, 1);
    }
    NodeRig.Peer bob = rig.open(BOB).hello();
    assertEquals(List.of(2L, 3L, 4L), sequences(bob));
    int caughtUp = bob.frames.indexOf(bob.got(CaughtUp.class).getFirst());
    assertTrue(caughtUp > bob.frames.lastIndexOf(bob.got(Entry.class).getLast()));
    assertTrue(bob.frames.indexOf(bob.got(AccountEntry.class).getFirst()) < caughtUp);
  }

  @Test
  void neverMoreThanAWindowIsInFlight() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    for (int i = 0; i < 9; i++) {
      alice.sends(DIRECT, 1);
    }
    NodeRig.Peer bob = rig.open(BOB).hello(3);
    bob.says(new AccountAck(1));
    assertEquals(List.of(2L, 3L, 4L), sequences(bob));
    bob.says(new Ack(DIRECT, 3));
    assertEquals(List.of(2L, 3L, 4L, 5L, 6L), sequences(bob));
    bob.says(new Ack(DIRECT, 10));
    assertEquals(
        List.of(CaughtUp.class), bob.got(CaughtUp.class).stream().map(Object::getClass).toList());
  }

  @Test
  void aSlowDeviceMissesNothingOfWhatIsSentMeanwhile() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    NodeRig.Peer bob = rig.open(BOB).hello(2);
    bob.says(new AccountAck(1));
    for (int i = 0; i < 6; i++) {
      alice.sends(DIRECT, 1);
    }
    assertEquals(List.of(2L, 3L), sequences(bob));
    for (long sequence = 3; sequence <= 7; sequence += 2) {
      bob.says(new Ack(DIRECT, sequence));
    }
    assertEquals(List.of(2L, 3L, 4L, 5L, 6L, 7L), sequences(bob));
  }

  @Test
  void aGapIsSentAgain() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    NodeRig.Peer bob = rig.open(BOB).hello();
    alice.sends(DIRECT, 1);
    alice.sends(DIRECT, 1);
    bob.says(new Fetch(DIRECT, 2));
    assertEquals(List.of(2L, 3L, 3L), sequences(bob));
  }

  @Test
  void entriesPastRetentionAreToldAsExpired() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    alice.sends(DIRECT, 1);
    alice.sends(DIRECT, 1);
    rig.now += Limits.RETENTION_MILLIS + 1;
    rig.open(ALICE).hello(0, new Position(DIRECT, 3, false)).sends(DIRECT, 1);
    NodeRig.Peer bob = rig.open(BOB).hello(0, new Position(DIRECT, 1, false));
    assertEquals(List.of(new Expired(DIRECT, 3)), bob.got(Expired.class));
    assertEquals(List.of(4L), sequences(bob));
  }

  @Test
  void whereNothingIsLeftTheDeviceIsCaughtUpAllTheSame() {
    rig.open(ALICE).hello().sends(DIRECT, 1);
    rig.now += Limits.RETENTION_MILLIS + 1;
    NodeRig.Peer bob = rig.open(BOB).hello(0, new Position(DIRECT, 1, false));
    rig.pass(1_000);
    assertEquals(List.of(new Expired(DIRECT, 2)), bob.got(Expired.class));
    assertEquals(1, bob.got(CaughtUp.class).size());
  }

  @Test
  void whoWasRemovedReadsTheRemovalAndNoFurther() {
    ConversationId group = new ConversationId(77, 77);
    NodeRig.Peer alice = rig.open(ALICE).hello();
    alice.says(rig.creation(group, ConversationKind.GROUP, ALICE, BOB));
    NodeRig.Peer bob = rig.open(BOB).hello();
    MemberChange removed =
        new MemberChange(
            BOB, MemberChangeKind.REMOVED, Role.UNKNOWN, List.of(NodeRig.deviceOf(BOB)));
    alice.says(rig.commit(group, ConversationKind.GROUP, 1, List.of(removed)));
    alice.sends(group, 2);
    assertEquals(List.of(2L), sequences(bob));
    NodeRig.Peer again = rig.open(BOB).hello(0, new Position(group, 1, false));
    assertEquals(List.of(2L), sequences(again));
    again.sends(group, 2);
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, again.lastError());
  }

  @Test
  void aFailingReadIsTriedAgain() {
    rig.open(ALICE).hello().sends(DIRECT, 1);
    rig.logs.faults().reads(Fault.UNAVAILABLE);
    NodeRig.Peer bob = rig.open(BOB).hello();
    rig.pass(2_000);
    rig.logs.faults().heal();
    rig.pass(3_000);
    assertEquals(List.of(2L), sequences(bob));
  }

  // --- Wrong numbers and foreign conversations ---

  @Test
  void aSequenceBeyondTheEndIsRefused() {
    NodeRig.Peer bob = rig.open(BOB).hello(0, new Position(DIRECT, 9, false));
    Error error = bob.got(Error.class).getFirst();
    assertEquals(ErrorCode.WRONG_SEQUENCE.code(), error.code());
    assertEquals(1, error.head());
    bob.says(new Ack(DIRECT, 2));
    bob.says(new Read(DIRECT, 2));
    bob.says(new AccountAck(99));
    assertEquals(4, bob.got(Error.class).size());
    assertEquals(List.of(), rig.logs.cursors(DIRECT));
  }

  @Test
  void aForeignConversationIsUnknown() {
    NodeRig.Peer carol = rig.open(CAROL).hello(0, new Position(DIRECT, 1, true));
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, carol.lastError());
    carol.says(new Ack(DIRECT, 1));
    carol.says(new Fetch(DIRECT, 0));
    carol.sends(DIRECT, 1);
    assertEquals(4, carol.got(Error.class).size());
    assertTrue(
        carol.got(Error.class).stream()
            .allMatch(error -> error.code() == ErrorCode.CONVERSATION_UNKNOWN.code()));
    assertEquals(List.of(), carol.got(Entry.class));
  }

  @Test
  void tooManySendsAreRefusedWithATime() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    for (int i = 0; i < 11; i++) {
      alice.sends(DIRECT, 1);
    }
    assertEquals(10, alice.got(Sent.class).size());
    assertEquals(ErrorCode.RATE_LIMITED, alice.lastError());
    assertTrue(alice.got(Error.class).getLast().retryAfterMillis() > 0);
    rig.now += 1_000;
    alice.sends(DIRECT, 1);
    assertEquals(11, alice.got(Sent.class).size());
  }

  // --- Receipts, presence, typing ---

  @Test
  void threeTicks() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    NodeRig.Peer bob = rig.open(BOB).hello();
    EntryId id = alice.sends(DIRECT, 1);
    assertEquals(id, alice.got(Sent.class).getLast().id());
    bob.says(new Ack(DIRECT, 2));
    assertEquals(2, alice.got(Receipt.class).getLast().cursors().getFirst().delivered());
    bob.says(new Read(DIRECT, 2));
    assertEquals(2, alice.got(Receipt.class).getLast().cursors().getFirst().read());
    assertEquals(List.of(), bob.got(Receipt.class));
    assertEquals(List.of(), alice.got(Entry.class));
  }

  @Test
  void whoWaitsForTicksIsToldOnConnecting() {
    NodeRig.Peer bob = rig.open(BOB).hello();
    bob.says(new Read(DIRECT, 1));
    NodeRig.Peer alice = rig.open(ALICE).hello(0, new Position(DIRECT, 1, true));
    assertEquals(2, alice.got(Receipt.class).getFirst().cursors().size());
  }

  @Test
  void typingReachesTheOthersOnly() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    NodeRig.Peer bob = rig.open(BOB).hello();
    alice.sends(DIRECT, 1);
    alice.says(new Typing(DIRECT, CAROL, true));
    assertEquals(List.of(new Typing(DIRECT, ALICE, true)), bob.got(Typing.class));
    assertEquals(List.of(), alice.got(Typing.class));
    assertEquals(2, rig.logs.load(LogId.of(DIRECT)).head());
  }

  // --- The store and REST ---

  @Test
  void whenTheStoreIsFullSendersHearSoAndLaterItGoesOn() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    rig.logs.faults().writes(Fault.FULL);
    alice.sends(DIRECT, 1);
    assertEquals(ErrorCode.STORE_FULL, alice.lastError());
    rig.logs.faults().heal();
    alice.sends(DIRECT, 1);
    assertEquals(2, alice.got(Sent.class).getFirst().sequence());
  }

  @Test
  void aSendOverRestIsAnsweredAndReachesAllSessions() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    NodeRig.Peer bob = rig.open(BOB).hello();
    EntryId id = new EntryId(6, 6);
    Send send = new Send(DIRECT, id, 1, Bytes.of((byte) 1), Bytes.of((byte) 7));
    rig.put(new Input.Requested(1, ALICE, alice.device, send));
    assertEquals(2, ((Sent) rig.answer(1L)).sequence());
    assertEquals(List.of(2L), sequences(alice));
    assertEquals(Bytes.of((byte) 7), bob.got(Entry.class).getFirst().clientMetaData());
    rig.put(new Input.Requested(2, CAROL, alice.device, send));
    assertTrue(rig.answer(2L) instanceof Error);
    rig.put(new Input.Requested(3, ALICE, alice.device, new Ack(DIRECT, 1)));
    assertTrue(rig.answer(3L) instanceof Error);
  }

  @Test
  void afterARestartIntentsAreFinished() {
    rig.logs.intents(10).forEach(intent -> rig.put(new Input.IntentFound(intent)));
    rig.pass(200);
    assertEquals(List.of(), rig.logs.intents(10));
    assertEquals(1, rig.logs.load(LogId.of(BOB)).head());
  }

  @Test
  void anUnknownConversationIsNotRemembered() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    ConversationId nothing = new ConversationId(66, 66);
    alice.sends(nothing, 1);
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, alice.lastError());
  }
}
