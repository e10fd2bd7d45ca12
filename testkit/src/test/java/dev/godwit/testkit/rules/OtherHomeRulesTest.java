package dev.godwit.testkit.rules;

import static dev.godwit.testkit.rules.NodeRig.ALICE;
import static dev.godwit.testkit.rules.NodeRig.BOB;
import static dev.godwit.testkit.rules.NodeRig.DIRECT;
import static dev.godwit.wire.MemberChangeKind.ADDED;
import static dev.godwit.wire.MemberChangeKind.REMOVED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.core.routing.Input;
import dev.godwit.testkit.Faults.Fault;
import dev.godwit.wire.AccountAck;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Error;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Leave;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Position;
import dev.godwit.wire.Presence;
import dev.godwit.wire.Role;
import dev.godwit.wire.Watch;
import dev.godwit.wire.Watched;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a home does when somebody else has written to the store, and when what allowed something is
/// over. The simulation found each of them; its seeds are those of the day.
class OtherHomeRulesTest {
  private static final ConversationId GROUP = new ConversationId(7, 7);
  private static final long HEAD_OF_BEGUN = 1;

  private final NodeRig rig = NodeRig.begun();

  /// Another home puts an entry behind the head.
  private void append(LogId log, Frame frame) {
    long head = rig.logs.load(log).head();
    var entry = new LogEntry(head + 1, new EntryId(9, head), rig.now, Frame.encode(frame));
    var append = new Append(log, head, List.of(entry), Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY);
    rig.logs.commit(new Batch(List.of(append), List.of(), List.of(), List.of()));
  }

  private Entry entry(EntryKind kind, List<MemberChange> changes) {
    long sequence = rig.logs.load(LogId.of(GROUP)).head() + 1;
    return new Entry(
        GROUP,
        sequence,
        new EntryId(9, sequence),
        rig.now,
        ALICE,
        NodeRig.deviceOf(ALICE),
        kind,
        1,
        Bytes.EMPTY,
        changes,
        Bytes.EMPTY,
        GroupSettings.NONE,
        false);
  }

  /// The simulation of nodes, seed 22: between a commit and the entry in the account's own log.
  @Test
  void whoWasTakenOutReadsNoFurtherEvenBeforeTheOwnLogSaysSo() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    NodeRig.Peer bob = rig.open(BOB).hello();
    alice.says(rig.creation(GROUP, ConversationKind.GROUP, ALICE, BOB));
    append(LogId.of(GROUP), entry(EntryKind.COMMIT, List.of(bobIs(REMOVED))));
    append(LogId.of(GROUP), entry(EntryKind.APPLICATION, List.of()));
    alice.sends(GROUP, 1);
    assertEquals(List.of(HEAD_OF_BEGUN + 1), sequences(bob));
  }

  /// The simulation of nodes, seed 247: Bob's home learns last that he is back.
  @Test
  void whoIsLetInAgainElsewhereIsSentAllOfTheStay() {
    takeBobOut();
    NodeRig.Peer bob = rig.open(BOB).hello(0, new Position(GROUP, 2, false));
    letBobInElsewhere();
    rig.open(ALICE).hello().sends(GROUP, 3);
    tellBobsHome();
    assertEquals(List.of(4L, 5L), sequences(bob));
  }

  @Test
  void whatMayNotBeReadYetIsNoPlaceToGoOnFrom() {
    takeBobOut();
    rig.open(BOB);
    letBobInElsewhere();
    NodeRig.Peer alice = rig.open(ALICE).hello();
    alice.sends(GROUP, 3);
    NodeRig.Peer bob = rig.open(BOB).hello(0, new Position(GROUP, 2, false));
    alice.sends(GROUP, 3);
    tellBobsHome();
    assertEquals(List.of(4L, 5L, 6L), sequences(bob));
  }

  /// The simulation of chats, seed 86: Bob's device was welcomed before his own log had the group.
  @Test
  void whatHelloNamesBeforeTheHomeKnowsOfItIsNotSentAgain() {
    NodeRig.Peer bob = comesFromElsewhereWith(HEAD_OF_BEGUN + 1);
    tellBobsHome();
    rig.open(ALICE).hello().sends(GROUP, 1);
    assertEquals(List.of(HEAD_OF_BEGUN + 2), sequences(bob));
  }

  @Test
  void whoNamesMoreThanThereIsIsSentAllOfTheStay() {
    NodeRig.Peer bob = comesFromElsewhereWith(HEAD_OF_BEGUN + 2);
    tellBobsHome();
    assertEquals(List.of(HEAD_OF_BEGUN + 1), sequences(bob));
  }

  private NodeRig.Peer comesFromElsewhereWith(long position) {
    rig.open(BOB);
    NodeRig elsewhere = rig.another();
    NodeRig.Peer alice = elsewhere.open(ALICE).hello();
    alice.says(elsewhere.creation(GROUP, ConversationKind.GROUP, ALICE, BOB));
    alice.sends(GROUP, 1);
    return rig.open(BOB).hello(0, new Position(GROUP, position, false));
  }

  /// Bob was in the group from 1 to 2, and the node has started again since.
  private void takeBobOut() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    alice.says(rig.creation(GROUP, ConversationKind.GROUP, ALICE, BOB));
    alice.says(rig.commit(GROUP, ConversationKind.GROUP, 1, List.of(bobIs(REMOVED))));
    rig.restart();
  }

  /// He is in again from 3 on, where something is said.
  private void letBobInElsewhere() {
    NodeRig elsewhere = rig.another();
    NodeRig.Peer alice = elsewhere.open(ALICE).hello();
    alice.says(elsewhere.commit(GROUP, ConversationKind.GROUP, 2, List.of(bobIs(ADDED))));
    alice.sends(GROUP, 3);
  }

  private static MemberChange bobIs(MemberChangeKind kind) {
    boolean added = kind == ADDED;
    return new MemberChange(
        BOB,
        kind,
        added ? Role.MEMBER : Role.UNKNOWN,
        added ? List.of(NodeRig.deviceOf(BOB)) : List.of());
  }

  /// The simulation of nodes, seed 371: the home that knew of the leaving is gone before Bob's log
  /// says so, and another begins with the commit that takes his leaf out.
  @Test
  void whoHasLeftIsToldOfItBeforeWhatFollows() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    NodeRig.Peer bob = rig.open(BOB).hello();
    alice.says(rig.creation(GROUP, ConversationKind.GROUP, ALICE, BOB));
    Leave leaving = new Leave(GROUP, new EntryId(8, 1), 1, Bytes.of((byte) 1));
    rig.putAlone(bob.received(leaving));
    NodeRig elsewhere = rig.another();
    NodeRig.Peer again = elsewhere.open(BOB).hello(0, new Position(GROUP, 2, false));
    NodeRig.Peer her = elsewhere.open(ALICE).hello();
    her.sends(GROUP, 1);
    her.says(elsewhere.commit(GROUP, ConversationKind.GROUP, 1, List.of(bobIs(REMOVED))));
    assertEquals(List.of(), sequences(again));
  }

  /// The simulation of nodes, seed 1942: his home knows that he left and cannot write it yet.
  @Test
  void whoHasLeftReadsNothingFurtherWhileTheOwnLogCannotSaySo() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    alice.says(rig.creation(GROUP, ConversationKind.GROUP, ALICE, BOB));
    NodeRig.Peer bob = rig.open(BOB).hello();
    rig.putAlone(bob.received(new Leave(GROUP, new EntryId(8, 1), 1, Bytes.of((byte) 1))));
    append(LogId.of(GROUP), entry(EntryKind.APPLICATION, List.of()));
    NodeRig elsewhere = rig.another();
    NodeRig.Peer her = elsewhere.open(ALICE).hello();
    rig.logs.faults().writes(Fault.FULL);
    her.sends(GROUP, 1);
    NodeRig.Peer again = elsewhere.open(BOB).hello(0, new Position(GROUP, 2, false));
    assertEquals(List.of(), sequences(again));
    rig.logs.faults().heal();
    elsewhere.pass(1_000);
    assertEquals(AccountEntryKind.LEFT, again.got(AccountEntry.class).getLast().kind());
    assertEquals(List.of(), sequences(again));
  }

  /// The simulation of nodes, seed 60: his home has a watcher by a group that he is not in any
  // more.
  @Test
  void whoWasTakenOutElsewhereIsNotWatchedByThatGroup() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    alice.says(rig.creation(GROUP, ConversationKind.GROUP, ALICE, BOB));
    alice.says(new Watch(List.of(new Watched(BOB, GROUP))));
    int told = alice.got(Presence.class).size();
    commitElsewhere(bobIs(REMOVED));
    tellBobsHome();
    rig.open(BOB).hello();
    assertEquals(told, alice.got(Presence.class).size());
  }

  @Test
  void whoAskedBeforeHisHomeKnewIsToldAsSoonAsItDoes() {
    takeBobOut();
    NodeRig.Peer bob = rig.open(BOB).hello();
    NodeRig.Peer alice = rig.open(ALICE).hello();
    alice.says(new Watch(List.of(new Watched(BOB, GROUP))));
    letBobInElsewhere();
    tellBobsHome();
    assertEquals(List.of(BOB), alice.got(Presence.class).stream().map(Presence::account).toList());
    rig.put(new Input.SessionClosed(bob.session, BOB));
    assertEquals(2, alice.got(Presence.class).size());
  }

  @Test
  void whoWasTakenOutElsewhereWatchesNobodyByThatGroup() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    alice.says(rig.creation(GROUP, ConversationKind.GROUP, ALICE, BOB));
    NodeRig.Peer bob = rig.open(BOB).hello();
    bob.says(new Watch(List.of(new Watched(ALICE, GROUP))));
    int told = bob.got(Presence.class).size();
    commitElsewhere(bobIs(REMOVED));
    tellBobsHome();
    rig.put(new Input.SessionClosed(alice.session, ALICE));
    assertEquals(told, bob.got(Presence.class).size());
  }

  @Test
  void whoIsLetInAgainElsewhereWatchesAsAskedBefore() {
    takeBobOut();
    rig.open(ALICE).hello();
    NodeRig.Peer bob = rig.open(BOB).hello();
    bob.says(new Watch(List.of(new Watched(ALICE, GROUP))));
    letBobInElsewhere();
    assertEquals(List.of(), bob.got(Presence.class));
    tellBobsHome();
    assertEquals(List.of(ALICE), bob.got(Presence.class).stream().map(Presence::account).toList());
  }

  private void commitElsewhere(MemberChange change) {
    NodeRig elsewhere = rig.another();
    NodeRig.Peer alice = elsewhere.open(ALICE).hello();
    alice.says(elsewhere.commit(GROUP, ConversationKind.GROUP, 1, List.of(change)));
  }

  /// It appends, finds the log longer than it knows, and loads it.
  private void tellBobsHome() {
    rig.put(new Input.AccountEvent(BOB, deviceLinked()));
  }

  private AccountEntry deviceLinked() {
    long next = rig.logs.load(LogId.of(BOB)).head() + 1;
    return new AccountEntry(
        next,
        new EntryId(9, next),
        rig.now,
        AccountEntryKind.DEVICE_LINKED,
        ConversationId.NONE,
        0,
        new DeviceId(2, 99),
        Bytes.EMPTY);
  }

  private static List<Long> sequences(NodeRig.Peer of) {
    return of.got(Entry.class).stream()
        .filter(entry -> entry.conversation().equals(GROUP))
        .map(Entry::sequence)
        .toList();
  }

  /// The simulation of chats, seed 173: what is said behind a departure may still be in the old
  /// keys.
  @Test
  void whoseDeviceWasRevokedElsewhereReadsNothingMoreWithIt() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    alice.says(rig.creation(GROUP, ConversationKind.GROUP, ALICE, BOB));
    NodeRig.Peer bob = rig.open(BOB).hello();
    alice.sends(GROUP, 1);
    NodeRig elsewhere = rig.another();
    elsewhere.put(new Input.AccountEvent(BOB, NodeRig.revocation(NodeRig.deviceOf(BOB))));
    alice.sends(GROUP, 1);
    assertEquals(List.of(2L), sequences(bob));
    assertEquals(List.of(CloseCode.DEVICE_REVOKED), bob.closed);
    assertEquals(List.of(CloseCode.DEVICE_REVOKED), rig.open(BOB).hello().closed);
  }

  /// The simulation of nodes, seed 10.
  @Test
  void aDeviceIsNotBlamedForWhatItWasSentOfItsAccountsLog() {
    NodeRig.Peer bob = rig.open(BOB).hello();
    append(LogId.of(BOB), deviceLinked());
    NodeRig.Peer again = rig.open(BOB).hello();
    again.got(AccountEntry.class).forEach(entry -> again.says(new AccountAck(entry.sequence())));
    assertEquals(List.of(), again.got(Error.class));
    assertEquals(List.of(), bob.got(Error.class));
  }

  /// The simulation of nodes, seed 13.
  @Test
  void whatAnotherConversationAllowedToWatchIsOverWithANewWatch() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    NodeRig.Peer bob = rig.open(BOB).hello();
    alice.says(rig.creation(GROUP, ConversationKind.GROUP, ALICE));
    alice.says(new Watch(List.of(new Watched(BOB, DIRECT))));
    alice.says(new Watch(List.of(new Watched(BOB, GROUP))));
    int told = alice.got(Presence.class).size();
    rig.put(new Input.SessionClosed(bob.session, BOB));
    assertEquals(told, alice.got(Presence.class).size());
  }
}
