package dev.godwit.testkit.rules;

import static dev.godwit.testkit.rules.NodeRig.ALICE;
import static dev.godwit.testkit.rules.NodeRig.BOB;
import static dev.godwit.testkit.rules.NodeRig.DIRECT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.core.routing.Input;
import dev.godwit.wire.AccountAck;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Error;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
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
    var gone = new MemberChange(BOB, MemberChangeKind.REMOVED, Role.UNKNOWN, List.of());
    append(LogId.of(GROUP), entry(EntryKind.COMMIT, List.of(gone)));
    append(LogId.of(GROUP), entry(EntryKind.APPLICATION, List.of()));
    alice.sends(GROUP, 1);
    List<Long> read =
        bob.got(Entry.class).stream()
            .filter(entry -> entry.conversation().equals(GROUP))
            .map(Entry::sequence)
            .toList();
    assertEquals(List.of(HEAD_OF_BEGUN + 1), read);
  }

  /// The simulation of nodes, seed 10.
  @Test
  void aDeviceIsNotBlamedForWhatItWasSentOfItsAccountsLog() {
    NodeRig.Peer bob = rig.open(BOB).hello();
    append(
        LogId.of(BOB),
        new AccountEntry(
            2,
            new EntryId(9, 1),
            rig.now,
            AccountEntryKind.DEVICE_LINKED,
            ConversationId.NONE,
            0,
            new DeviceId(2, 99),
            Bytes.EMPTY));
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
