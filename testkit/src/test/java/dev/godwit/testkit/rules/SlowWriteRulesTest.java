package dev.godwit.testkit.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.core.routing.Input;
import dev.godwit.core.routing.Worker;
import dev.godwit.testkit.Faults.Fault;
import dev.godwit.testkit.rules.NodeRig.Peer;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Ack;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Position;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Sent;
import dev.godwit.wire.Typing;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What happens while a write is under way.
final class SlowWriteRulesTest {
  private static final ConversationId OTHERS = new ConversationId(9, 9);
  private static final AccountId DAVE = new AccountId(1, 4);

  private final NodeRig node = NodeRig.begun();
  private final Peer alice = node.open(NodeRig.ALICE).hello();
  private final Peer bob = node.open(NodeRig.BOB).hello(0, new Position(NodeRig.DIRECT, 1, false));
  private final Peer carol = node.open(NodeRig.CAROL).hello();
  private final Peer dave = node.open(DAVE).hello();

  SlowWriteRulesTest() {
    carol.says(node.creation(OTHERS, ConversationKind.GROUP, NodeRig.CAROL, DAVE));
    node.pass(Worker.TICK_MILLIS);
    List.of(alice, bob, carol, dave).forEach(peer -> peer.frames.clear());
    node.slowWrites();
  }

  private static List<Long> sequences(Peer peer) {
    return peer.got(Entry.class).stream().map(Entry::sequence).toList();
  }

  @Test
  void nothingOfItIsToldBeforeItIsDurable() {
    alice.sends(NodeRig.DIRECT, 1);
    assertEquals(List.of(), alice.got(Sent.class));
    assertEquals(List.of(), sequences(bob));
    node.finishWrite();
    assertEquals(1, alice.got(Sent.class).size());
    assertEquals(List.of(2L), sequences(bob));
  }

  @Test
  void othersGoOnMeanwhile() {
    alice.sends(NodeRig.DIRECT, 1);
    carol.says(new Typing(OTHERS, NodeRig.CAROL, true));
    assertEquals(1, dave.got(Typing.class).size());
  }

  @Test
  void whatOthersMakeIsInTheNextWrite() {
    alice.sends(NodeRig.DIRECT, 1);
    carol.sends(OTHERS, 1);
    dave.sends(OTHERS, 1);
    node.finishWrite();
    assertEquals(1, alice.got(Sent.class).size());
    assertEquals(List.of(), carol.got(Sent.class));
    int before = node.writes;
    node.finishWrite();
    assertEquals(List.of(2L), carol.got(Sent.class).stream().map(Sent::sequence).toList());
    assertEquals(List.of(3L), dave.got(Sent.class).stream().map(Sent::sequence).toList());
    assertEquals(before, node.writes);
  }

  @Test
  void aConversationThatIsWrittenTakesTheRestAfterItInTheirOrder() {
    alice.sends(NodeRig.DIRECT, 1);
    EntryId second = bob.sends(NodeRig.DIRECT, 1);
    EntryId third = alice.sends(NodeRig.DIRECT, 1);
    node.finishWrite();
    assertEquals(List.of(2L), sequences(bob));
    bob.says(new Ack(NodeRig.DIRECT, 2));
    node.finishWrite();
    assertEquals(List.of(second), bob.got(Sent.class).stream().map(Sent::id).toList());
    assertEquals(third, alice.got(Sent.class).getLast().id());
    assertEquals(List.of(2L, 4L), sequences(bob));
    node.finishWrite();
    assertEquals(1, alice.got(Receipt.class).size());
  }

  @Test
  void aWriteThatFailsTakesOnlyItsOwnWithIt() {
    alice.sends(NodeRig.DIRECT, 1);
    bob.sends(NodeRig.DIRECT, 1);
    node.logs.faults().writes(Fault.UNAVAILABLE);
    node.finishWrite();
    node.logs.faults().heal();
    assertEquals(ErrorCode.STORE_UNAVAILABLE, alice.lastError());
    node.finishWrite();
    assertEquals(List.of(2L), bob.got(Sent.class).stream().map(Sent::sequence).toList());
    assertEquals(List.of(2L), sequences(alice));
  }

  @Test
  void anAccountThatIsWrittenHearsWhatCameAfterIt() {
    var revoked = NodeRig.revocation(NodeRig.deviceOf(NodeRig.BOB));
    node.put(new Input.AccountEvent(NodeRig.CAROL, revoked));
    carol.says(new Heartbeat(1));
    assertEquals(List.of(), carol.frames);
    node.put(new Input.SessionClosed(carol.session, NodeRig.CAROL));
    Peer again = node.open(NodeRig.CAROL).hello();
    assertEquals(List.of(), again.frames);
    node.finishWrite();
    assertEquals(1, carol.got(Heartbeat.class).size());
    assertEquals(List.of(), carol.closed, "it was closed before it could be displaced");
    // When it was last seen is in a write now, and what was read for it waits for that.
    assertEquals(List.of(), again.got(CaughtUp.class));
    node.finishWrite();
    assertEquals(1, again.got(CaughtUp.class).size());
  }
}
