package dev.godwit.testkit.rules;

import static dev.godwit.testkit.rules.NodeRig.ALICE;
import static dev.godwit.testkit.rules.NodeRig.BOB;
import static dev.godwit.testkit.rules.NodeRig.CAROL;
import static dev.godwit.testkit.rules.NodeRig.DIRECT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.conversation.DirectConversation;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Entry;
import dev.godwit.wire.Error;
import dev.godwit.wire.Opened;
import dev.godwit.wire.Position;
import dev.godwit.wire.Restored;
import dev.godwit.wire.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What devices are told when the store was restored from a backup.
class RestoreRulesTest {
  private static final int WINDOW = 256;

  private final NodeRig rig = NodeRig.begun();

  /// The log has four entries, goes back to one, and grows to seven.
  private void restore() {
    Runnable backup = rig.logs.backup();
    say(3);
    backup.run();
    rig.restart();
    say(6);
  }

  private void say(int count) {
    NodeRig.Peer alice = rig.open(ALICE).hello(rig.logs.generation(), WINDOW);
    for (int said = 0; said < count; said++) {
      alice.sends(DIRECT, 1);
    }
  }

  private static Position at(ConversationId conversation, long sequence) {
    return new Position(conversation, sequence, false);
  }

  @Test
  void aDeviceOfBeforeIsToldWhereTheLogEndedAndGetsWhatStandsThereNow() {
    restore();
    NodeRig.Peer bob = rig.open(BOB).hello(0, WINDOW, at(DIRECT, 4));
    Restored told = (Restored) bob.frames.getFirst();
    assertEquals(new Restored(1, List.of(at(DIRECT, 1)), List.of()), told);
    assertTrue(bob.frames.get(1) instanceof Opened);
    assertEquals(
        List.of(2L, 3L, 4L, 5L, 6L, 7L),
        bob.got(Entry.class).stream().map(Entry::sequence).toList());
    assertEquals(List.of(), bob.got(Error.class));
  }

  @Test
  void aDeviceOfThisGenerationIsToldNothing() {
    restore();
    NodeRig.Peer bob = rig.open(BOB).hello(1, WINDOW, at(DIRECT, 4));
    assertEquals(List.of(), bob.got(Restored.class));
    assertEquals(3, bob.got(Entry.class).size());
  }

  @Test
  void aDeviceThatWasBehindTheBackupLosesNothing() {
    restore();
    NodeRig.Peer bob = rig.open(BOB).hello(0, WINDOW, at(DIRECT, 1));
    assertEquals(List.of(new Restored(1, List.of(), List.of())), bob.got(Restored.class));
    assertEquals(6, bob.got(Entry.class).size());
  }

  @Test
  void whoWasAwayForTwoRestoresGoesBackToTheFirst() {
    restore();
    rig.logs.backup().run();
    rig.restart();
    NodeRig.Peer bob = rig.open(BOB).hello(0, WINDOW, at(DIRECT, 4));
    assertEquals(List.of(at(DIRECT, 1)), bob.got(Restored.class).getFirst().ends());
    NodeRig.Peer alice = rig.open(ALICE).hello(1, WINDOW, at(DIRECT, 7));
    assertEquals(List.of(new Restored(2, List.of(), List.of())), alice.got(Restored.class));
  }

  @Test
  void aConversationThatBeganAfterTheBackupIsLost() {
    ConversationId late = DirectConversation.idOf(BOB, CAROL);
    Runnable backup = rig.logs.backup();
    NodeRig.Peer before = rig.open(BOB).hello();
    before.says(rig.creation(late, ConversationKind.DIRECT, BOB, CAROL));
    backup.run();
    rig.restart();
    NodeRig.Peer bob = rig.open(BOB).hello(0, WINDOW, at(DIRECT, 1), at(late, 1));
    Restored told = bob.got(Restored.class).getFirst();
    assertEquals(new Restored(1, List.of(at(late, 0)), List.of(late)), told);
  }

  /// Bob has left the group, as the backup knows, and was added again after it.
  private static GroupRig leftAndOnlySinceTheBackupBackIn() {
    GroupRig rig = new GroupRig();
    rig.leaves(rig.bob);
    rig.commits(rig.alice, GroupRig.removed(BOB));
    Runnable backup = rig.node.logs.backup();
    rig.commits(rig.alice, GroupRig.added(BOB, Role.MEMBER));
    backup.run();
    rig.node.restart();
    return rig;
  }

  @Test
  void aGroupThatWasLeftAndJoinedAgainAfterTheBackupIsLost() {
    GroupRig rig = leftAndOnlySinceTheBackupBackIn();
    NodeRig.Peer bob = rig.node.open(BOB).hello(0, WINDOW, at(GroupRig.GROUP, 4));
    Restored told = bob.got(Restored.class).getFirst();
    assertEquals(List.of(GroupRig.GROUP), told.lost());
    assertEquals(List.of(at(GroupRig.GROUP, 3)), told.ends());
    assertEquals(List.of(), bob.got(Entry.class));
  }

  /// It reads how the account left, and its account's log says so.
  @Test
  void aDeviceThatWasAwayWhenItsAccountLeftLosesNothing() {
    GroupRig rig = leftAndOnlySinceTheBackupBackIn();
    NodeRig.Peer bob = rig.node.open(BOB).hello(0, WINDOW, at(GroupRig.GROUP, 1));
    assertEquals(List.of(new Restored(1, List.of(), List.of())), bob.got(Restored.class));
    assertEquals(List.of(2L), bob.got(Entry.class).stream().map(Entry::sequence).toList());
  }
}
