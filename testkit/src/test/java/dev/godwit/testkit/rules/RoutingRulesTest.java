package dev.godwit.testkit.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.routing.Input;
import dev.godwit.testkit.rules.TwoNodes.Fate;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Presence;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Role;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import dev.godwit.wire.Watch;
import dev.godwit.wire.Watched;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What nodes that work together promise, whatever becomes of the letters between them.
class RoutingRulesTest {
  private static final long LOST_MILLIS = 4_000;

  private final TwoNodes rig = new TwoNodes();
  private final AccountId alice = rig.accountAt(rig.first(), 1);
  private final AccountId bob = rig.accountAt(rig.second(), 2);
  private final AccountId carol = rig.accountAt(rig.first(), 3);
  private long ids;

  private ConversationId groupAt(TwoNodes.Node home, AccountId... members) {
    ConversationId group = rig.conversationAt(home);
    TwoNodes.Peer founder = rig.first().open(members[0]).hello();
    founder.says(commit(group, 0, members));
    assertEquals(1, founder.got(Sent.class).size());
    rig.put(rig.first(), new Input.SessionClosed(founder.session, founder.account));
    return group;
  }

  private Commit commit(ConversationId group, long epoch, AccountId... added) {
    List<MemberChange> changes = new ArrayList<>();
    for (AccountId account : added) {
      var devices = List.of(NodeRig.deviceOf(account));
      changes.add(new MemberChange(account, MemberChangeKind.ADDED, Role.MEMBER, devices));
    }
    return new Commit(
        group,
        id(),
        epoch,
        Bytes.of((byte) 1),
        ConversationKind.GROUP,
        changes,
        Bytes.EMPTY,
        List.of(),
        Bytes.EMPTY,
        Bytes.EMPTY,
        GroupSettings.NONE);
  }

  private EntryId id() {
    return new EntryId(5, ++ids);
  }

  private Send send(ConversationId to) {
    return new Send(to, id(), 1, Bytes.of((byte) 1), Bytes.EMPTY);
  }

  // --- Where all is well ---

  @Test
  void aDeviceIsServedByTheHomeOfItsAccountWhereverItIsConnected() {
    rig.first().reads.clear();
    TwoNodes.Peer device = rig.first().open(bob).hello();
    assertEquals(1, device.got(CaughtUp.class).size());
    assertEquals(List.of(), rig.first().reads);
  }

  @Test
  void whatIsSentAtOneNodeComesToWhoIsConnectedToTheOther() {
    for (TwoNodes.Node home : rig.nodes) {
      ConversationId group = groupAt(home, alice, bob);
      TwoNodes.Peer one = rig.second().open(alice).hello();
      TwoNodes.Peer other = rig.first().open(bob).hello();
      one.says(send(group));
      other.says(send(group));
      assertEquals(List.of(2L), sequences(other, group));
      assertEquals(List.of(3L), sequences(one, group));
      assertEquals(1, other.got(Sent.class).size());
    }
  }

  private static List<Long> sequences(TwoNodes.Peer peer, ConversationId of) {
    return peer.got(Entry.class).stream()
        .filter(entry -> entry.conversation().equals(of))
        .map(Entry::sequence)
        .toList();
  }

  @Test
  void aRequestIsAnsweredWhereItCameIn() {
    ConversationId group = groupAt(rig.second(), alice, bob);
    var request = new Input.Requested(77, alice, NodeRig.deviceOf(alice), send(group));
    rig.put(rig.first(), request);
    assertInstanceOf(Sent.class, rig.answers.get(77L));
  }

  @Test
  void aSecondSessionOfADeviceDisplacesTheFirstAtAnotherNode() {
    TwoNodes.Peer before = rig.first().open(bob).hello();
    rig.second().open(bob).hello();
    assertEquals(List.of(CloseCode.DISPLACED), before.closed);
  }

  @Test
  void whoIsHeardByItsConnectionAloneIsNotSilent() {
    TwoNodes.Peer device = rig.first().open(bob).hello();
    rig.first().silentMillis = 100;
    rig.pass(Limits.SILENT_MILLIS_MAX + 10_000);
    assertEquals(List.of(), device.closed);
    rig.first().silentMillis = Long.MAX_VALUE;
    rig.pass(Limits.SILENT_MILLIS_MAX + 1_000);
    assertEquals(List.of(CloseCode.SILENT), device.closed);
  }

  // --- The bus ---

  @Test
  void aGapEndsTheSessionsThatPass() {
    TwoNodes.Peer device = rig.first().open(bob).hello();
    rig.first().fate = Fate.IS_LOST;
    device.says(new Heartbeat(rig.now));
    assertEquals(List.of(), device.got(Heartbeat.class));
    rig.first().fate = Fate.COMES;
    rig.pass(1_000);
    assertEquals(List.of(CloseCode.DRAINING), device.closed);
  }

  @Test
  void anEntryWhoseWordWasLostIsFoundInTheLog() {
    ConversationId group = groupAt(rig.first(), alice, bob);
    TwoNodes.Peer one = rig.first().open(alice).hello();
    TwoNodes.Peer other = rig.second().open(bob).hello();
    rig.first().fate = Fate.IS_LOST;
    one.says(send(group));
    assertEquals(List.of(), sequences(other, group));
    rig.first().fate = Fate.COMES;
    rig.pass(1_000);
    assertEquals(List.of(2L), sequences(other, group));
    assertEquals(List.of(), other.closed);
  }

  @Test
  void aLetterThatComesTwiceIsTakenOnce() {
    TwoNodes.Peer device = rig.first().open(bob).hello();
    rig.first().fate = Fate.COMES_TWICE;
    device.says(new Heartbeat(rig.now));
    assertEquals(1, device.got(Heartbeat.class).size());
    rig.pass(1_000);
    assertEquals(List.of(), device.closed);
  }

  @Test
  void lettersInAnotherOrderAreAGap() {
    TwoNodes.Peer device = rig.first().open(bob).hello();
    rig.first().fate = Fate.WAITS;
    device.says(new Heartbeat(rig.now));
    device.says(new Heartbeat(rig.now));
    rig.first().fate = Fate.COMES;
    rig.letGo();
    assertEquals(List.of(CloseCode.DRAINING), device.closed);
  }

  @Test
  void aCursorThatWasLostIsToldAgain() {
    ConversationId group = groupAt(rig.first(), alice, bob);
    TwoNodes.Peer one = rig.first().open(alice).hello();
    TwoNodes.Peer other = rig.second().open(bob).hello();
    one.says(send(group));
    rig.second().fate = Fate.IS_LOST;
    other.says(new Ack(group, 2));
    assertEquals(List.of(), delivered(group));
    rig.second().fate = Fate.COMES;
    rig.pass(1_000);
    assertEquals(List.of(2L), delivered(group));
    assertEquals(List.of(), other.closed);
  }

  private List<Long> delivered(ConversationId group) {
    return rig.logs.keptCursors(group).stream().map(cursor -> cursor.delivered()).toList();
  }

  @Test
  void aReceiptThatWasLostIsAskedForAgain() {
    ConversationId group = groupAt(rig.first(), alice, bob);
    TwoNodes.Peer one = rig.first().open(alice).hello();
    TwoNodes.Peer other = rig.second().open(bob).hello();
    other.says(send(group));
    rig.first().fate = Fate.IS_LOST;
    one.says(new Ack(group, 2));
    rig.first().fate = Fate.COMES;
    rig.pass(1_000);
    other.says(new Heartbeat(rig.now));
    assertTrue(
        other.got(Receipt.class).getLast().cursors().stream()
            .anyMatch(cursor -> cursor.account().equals(alice) && cursor.delivered() == 2));
  }

  @Test
  void whoWatchesGoesOnWhenTheWordOfItWasLost() {
    ConversationId group = groupAt(rig.first(), alice, bob);
    TwoNodes.Peer one = rig.first().open(alice).hello();
    rig.first().fate = Fate.IS_LOST;
    one.says(new Watch(List.of(new Watched(bob, group))));
    rig.first().fate = Fate.COMES;
    rig.pass(1_000);
    rig.second().open(bob).hello();
    assertTrue(one.got(Presence.class).getLast().online());
  }

  // --- Homes that move ---

  @Test
  void aHomeThatMovedEndsItsSessions() {
    TwoNodes.Peer passing = rig.first().open(bob).hello();
    TwoNodes.Peer staying = rig.first().open(alice).hello();
    rig.tellView(1);
    assertEquals(List.of(CloseCode.DRAINING), passing.closed);
    assertEquals(List.of(), staying.closed);
    assertEquals(1, rig.first().open(bob).hello().got(CaughtUp.class).size());
  }

  @Test
  void sessionsGoWhereTheHomeIsWhenItComesBack() {
    rig.tellView(1);
    TwoNodes.Peer early = rig.first().open(bob).hello();
    rig.tellView(TwoNodes.BOTH);
    assertEquals(List.of(CloseCode.DRAINING), early.closed);
  }

  @Test
  void anOlderViewIsPassedOver() {
    var alone = rig.view(1);
    rig.tellView(TwoNodes.BOTH);
    TwoNodes.Peer device = rig.first().open(bob).hello();
    rig.put(rig.first(), new Input.ViewChanged(alone));
    rig.pass(1_000);
    assertEquals(List.of(), device.closed);
  }

  @Test
  void whoseHomeDiedIsServedByAnother() {
    ConversationId group = groupAt(rig.second(), alice, bob);
    TwoNodes.Peer device = rig.first().open(bob).hello();
    rig.second().die();
    rig.pass(LOST_MILLIS);
    assertEquals(List.of(CloseCode.DRAINING), device.closed);
    TwoNodes.Peer again = rig.first().open(bob).hello();
    again.says(send(group));
    assertEquals(2, again.got(Sent.class).getLast().sequence());
  }

  @Test
  void aNodeThatStartsAgainIsHomeAgainAndKnowsNoSessions() {
    TwoNodes.Peer device = rig.first().open(bob).hello();
    rig.second().die();
    rig.second().startAgain();
    rig.pass(1_000);
    assertEquals(List.of(CloseCode.DRAINING), device.closed);
    rig.first().reads.clear();
    assertEquals(1, rig.first().open(bob).hello().got(CaughtUp.class).size());
    assertEquals(List.of(), rig.first().reads);
  }

  @Test
  void withoutABusEachGoesOnAloneAndAllIsToldWhenItIsBack() {
    ConversationId group = groupAt(rig.second(), alice, bob);
    TwoNodes.Peer other = rig.second().open(bob).hello();
    rig.nodes.forEach(node -> node.fate = Fate.IS_LOST);
    rig.pass(LOST_MILLIS);
    TwoNodes.Peer one = rig.first().open(alice).hello();
    one.says(send(group));
    assertEquals(2, one.got(Sent.class).getLast().sequence());
    assertEquals(List.of(), sequences(other, group));
    rig.nodes.forEach(node -> node.fate = Fate.COMES);
    rig.pass(1_000);
    assertEquals(List.of(2L), sequences(other, group));
  }

  @Test
  void wordThatGoesOneWayOnlyIsNone() {
    TwoNodes.Peer device = rig.first().open(bob).hello();
    rig.second().fate = Fate.IS_LOST;
    rig.pass(LOST_MILLIS);
    assertEquals(List.of(CloseCode.DRAINING), device.closed);
    assertEquals(1, rig.first().open(bob).hello().got(CaughtUp.class).size());
  }

  // --- Two homes ---

  /// The simulation of chats, seed 173: the first asks the second, which takes itself for alone.
  @Test
  void aHomeThatIsToldOfADepartureEndsTheSessionsOfTheDevice() {
    ConversationId group = groupAt(rig.second(), alice, bob);
    rig.put(rig.second(), new Input.ViewChanged(rig.viewOf(List.of(rig.second()))));
    TwoNodes.Peer device = rig.second().open(alice).hello();
    TwoNodes.Peer other = rig.second().open(bob).hello();
    other.says(send(group));
    DeviceId revoked = NodeRig.deviceOf(alice);
    rig.put(rig.first(), new Input.AccountEvent(alice, NodeRig.revocation(revoked)));
    other.says(send(group));
    assertEquals(List.of(2L, 4L), other.got(Sent.class).stream().map(Sent::sequence).toList());
    assertEquals(List.of(2L), sequences(device, group));
    assertEquals(List.of(CloseCode.DEVICE_REVOKED), device.closed);
  }

  /// The simulation of nodes, seed 13961: each of two homes waited for what the other one was told.
  @Test
  void aHomeIsToldItselfThatWhatItAskedForIsDone() {
    ConversationId group = groupAt(rig.second(), bob, alice);
    rig.put(rig.first(), new Input.ViewChanged(rig.viewOf(List.of(rig.first()))));
    TwoNodes.Peer other = rig.second().open(bob).hello();
    other.says(commit(group, 1, carol));
    assertEquals(List.of(2L), other.got(Sent.class).stream().map(Sent::sequence).toList());
    assertEquals(List.of(), rig.logs.intents(1));
  }

  /// What the first of them has asked was lost, and the second has done what it was for: nothing is
  /// found of it any more.
  @Test
  void whatAnotherHomeHasDoneIsInNobodysWay() {
    ConversationId group = groupAt(rig.second(), bob, alice);
    AccountId dave = rig.accountAt(rig.first(), 4);
    TwoNodes.Peer other = rig.second().open(bob).hello();
    rig.second().fate = Fate.IS_LOST;
    other.says(commit(group, 1, carol));
    rig.put(rig.first(), new Input.ViewChanged(rig.viewOf(List.of(rig.first()))));
    sweep(rig.first());
    rig.pass(1_000);
    assertEquals(List.of(), rig.logs.intents(1));
    rig.second().fate = Fate.COMES;
    rig.put(rig.first(), new Input.ViewChanged(rig.viewOf(rig.nodes)));
    other.says(commit(group, 2, dave));
    sweep(rig.second());
    assertEquals(List.of(), rig.logs.intents(1));
  }

  private void sweep(TwoNodes.Node node) {
    rig.logs.intents(Integer.MAX_VALUE).forEach(i -> rig.put(node, new Input.IntentFound(i)));
  }

  @Test
  void nobodyIsRefusedByWhatIsOldInMemory() {
    ConversationId group = groupAt(rig.first(), alice, bob);
    rig.first().fate = Fate.IS_LOST;
    rig.second().fate = Fate.IS_LOST;
    rig.pass(LOST_MILLIS);
    rig.first().open(alice).hello().says(send(group));
    TwoNodes.Peer there = rig.second().open(alice).hello();
    there.says(commit(group, 1, carol));
    assertEquals(1, there.got(Sent.class).size());
    TwoNodes.Peer here = rig.first().open(carol).hello();
    here.says(new Send(group, id(), 2, Bytes.of((byte) 1), Bytes.EMPTY));
    assertEquals(List.of(), here.got(Error.class));
    assertEquals(4, here.got(Sent.class).getLast().sequence());
  }
}
