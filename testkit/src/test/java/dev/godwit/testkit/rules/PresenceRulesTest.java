package dev.godwit.testkit.rules;

import static dev.godwit.testkit.rules.NodeRig.ALICE;
import static dev.godwit.testkit.rules.NodeRig.BOB;
import static dev.godwit.testkit.rules.NodeRig.CAROL;
import static dev.godwit.testkit.rules.NodeRig.DIRECT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.core.routing.Input;
import dev.godwit.wire.Presence;
import dev.godwit.wire.Role;
import dev.godwit.wire.Watch;
import dev.godwit.wire.Watched;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who is told that somebody is there.
class PresenceRulesTest {
  private final NodeRig rig = NodeRig.begun();

  private static List<Boolean> online(NodeRig.Peer peer) {
    return peer.got(Presence.class).stream().map(Presence::online).toList();
  }

  @Test
  void presenceIsToldToThoseWhoShareAConversation() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    alice.says(new Watch(List.of(new Watched(BOB, DIRECT))));
    assertEquals(List.of(false), online(alice));
    NodeRig.Peer bob = rig.open(BOB).hello();
    assertEquals(List.of(false, true), online(alice));
    rig.put(new Input.SessionClosed(bob.session, BOB));
    assertEquals(List.of(false, true, false), online(alice));
    assertEquals(rig.now, alice.got(Presence.class).getLast().lastSeen());
    assertEquals(rig.now, rig.logs.lastSeen(BOB));
  }

  @Test
  void aStrangersPresenceIsNotTold() {
    NodeRig.Peer carol = rig.open(CAROL).hello();
    carol.says(new Watch(List.of(new Watched(BOB, DIRECT))));
    rig.open(BOB).hello();
    assertEquals(List.of(), carol.got(Presence.class));
  }

  @Test
  void aNewWatchReplacesTheOneBefore() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    alice.says(new Watch(List.of(new Watched(BOB, DIRECT))));
    alice.says(new Watch(List.of()));
    rig.open(BOB).hello();
    assertEquals(1, alice.got(Presence.class).size());
  }

  @Test
  void aWatchThatEndsWhileTheAccountLoadsIsForgotten() {
    rig.restart();
    NodeRig.Peer alice = rig.open(ALICE).hello();
    rig.putAlone(alice.received(new Watch(List.of(new Watched(BOB, DIRECT)))));
    rig.putAlone(alice.received(new Watch(List.of())));
    rig.pass(1_000);
    List<Boolean> told = online(alice);
    rig.open(BOB).hello();
    assertEquals(told, online(alice));
  }

  // --- Earlier than the account's log ---

  @Test
  void whoAsksBeforeTheOwnLogHasTheConversationIsToldWhenItHas() {
    GroupRig group = new GroupRig();
    NodeRig.Peer dave = group.node.open(GroupRig.DAVE).hello();
    dave.says(new Watch(List.of(new Watched(BOB, GroupRig.GROUP))));
    assertEquals(List.of(), online(dave));
    group.commits(group.alice, GroupRig.added(GroupRig.DAVE, Role.MEMBER));
    assertEquals(List.of(true), online(dave));
    group.node.put(new Input.SessionClosed(group.bob.session, BOB));
    assertEquals(List.of(true, false), online(dave));
  }

  @Test
  void whoAsksBeforeThePeersLogHasTheConversationIsToldWhenItHas() {
    GroupRig group = new GroupRig();
    group.alice.says(new Watch(List.of(new Watched(GroupRig.DAVE, GroupRig.GROUP))));
    NodeRig.Peer dave = group.node.open(GroupRig.DAVE).hello();
    assertEquals(List.of(), online(group.alice));
    group.commits(group.alice, GroupRig.added(GroupRig.DAVE, Role.MEMBER));
    assertEquals(List.of(true), online(group.alice));
    group.node.put(new Input.SessionClosed(dave.session, GroupRig.DAVE));
    assertEquals(List.of(true, false), online(group.alice));
  }

  @Test
  void whatWasAskedTooEarlyIsForgottenWithANewWatch() {
    GroupRig group = new GroupRig();
    NodeRig.Peer dave = group.node.open(GroupRig.DAVE).hello();
    dave.says(new Watch(List.of(new Watched(BOB, GroupRig.GROUP))));
    dave.says(new Watch(List.of()));
    group.commits(group.alice, GroupRig.added(GroupRig.DAVE, Role.MEMBER));
    assertEquals(List.of(), online(dave));
  }

  @Test
  void whatIsNotWatchedAnyMoreIsNotToldWhenThePeersLogHasTheConversation() {
    GroupRig group = new GroupRig();
    group.node.open(GroupRig.DAVE).hello();
    group.alice.says(new Watch(List.of(new Watched(GroupRig.DAVE, GroupRig.GROUP))));
    group.alice.says(new Watch(List.of()));
    group.commits(group.alice, GroupRig.added(GroupRig.DAVE, Role.MEMBER));
    assertEquals(List.of(), online(group.alice));
  }
}
