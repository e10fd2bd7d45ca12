package dev.godwit.testkit.rules;

import static dev.godwit.testkit.rules.GroupRig.BOB;
import static dev.godwit.testkit.rules.GroupRig.GROUP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.core.log.LogId;
import dev.godwit.core.routing.Input;
import dev.godwit.testkit.rules.NodeRig.Peer;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.WelcomeSecrets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a node takes of a device that was revoked: nothing, however it comes.
final class RevokedDeviceRulesTest {
  private static final DeviceId PHONE = NodeRig.deviceOf(BOB);
  private static final DeviceId TABLET = new DeviceId(3, 3);

  private final GroupRig rig = new GroupRig();

  private void revoke() {
    rig.node.put(new Input.AccountEvent(BOB, NodeRig.revocation(PHONE)));
  }

  private long head() {
    return rig.node.logs.load(LogId.of(GROUP)).head();
  }

  private long departures() {
    return rig.alice.got(Entry.class).stream()
        .filter(entry -> entry.kind() == EntryKind.DEPARTURE)
        .count();
  }

  /// What it may still have on the line: a message, a commit, a rejoin.
  private void triesEverything(Peer phone) {
    phone.sends(GROUP, rig.epoch());
    rig.commits(phone, GroupRig.devices(BOB, MemberChangeKind.DEVICES_ADDED, TABLET));
    rig.commits(phone);
    rig.leaves(phone);
  }

  @Test
  void whatItHasOnTheLineIsNotTaken() {
    revoke();
    long head = head();
    triesEverything(rig.bob);
    assertEquals(List.of(CloseCode.DEVICE_REVOKED), rig.bob.closed);
    assertEquals(head, head());
  }

  /// Its token was looked at just before.
  @Test
  void aSessionThatOpensAfterwardsIsClosedAndNotHeard() {
    revoke();
    long head = head();
    Peer phone = rig.node.open(BOB, PHONE).hello();
    triesEverything(phone);
    assertEquals(List.of(CloseCode.DEVICE_REVOKED), phone.closed);
    assertEquals(List.of(), phone.frames);
    assertEquals(head, head());
  }

  @Test
  void aNodeThatIsStartedAgainRemembers() {
    revoke();
    rig.node.restart();
    Peer phone = rig.node.open(BOB, PHONE).hello();
    assertEquals(List.of(CloseCode.DEVICE_REVOKED), phone.closed);
  }

  @Test
  void whenAMemberBringsItBackItDepartsAgain() {
    rig.commits(rig.bob, GroupRig.devices(BOB, MemberChangeKind.DEVICES_ADDED, TABLET));
    Peer tablet = rig.node.open(BOB, TABLET).hello();
    revoke();
    rig.commits(rig.carol, GroupRig.devices(BOB, MemberChangeKind.DEVICES_REMOVED, PHONE));
    assertEquals(1, departures());
    tablet.says(bringingBack());
    assertEquals(2, departures());
  }

  /// As one that was linked and is still to be brought in, or was taken out.
  @Test
  void aDeviceThatHasNoPlaceInTheGroupSaysNothingThere() {
    Peer tablet = rig.node.open(BOB, TABLET).hello();
    long head = head();
    tablet.sends(GROUP, rig.epoch());
    assertEquals(ErrorCode.STALE_EPOCH, tablet.lastError());
    rig.leaves(tablet);
    assertEquals(ErrorCode.STALE_EPOCH, tablet.lastError());
    rig.commits(tablet);
    assertEquals(ErrorCode.EPOCH_TAKEN, tablet.lastError());
    rig.commits(tablet, GroupRig.devices(BOB, MemberChangeKind.DEVICES_ADDED, new DeviceId(3, 4)));
    assertEquals(ErrorCode.EPOCH_TAKEN, tablet.lastError());
    assertEquals(head, head());
    rig.commits(tablet, GroupRig.devices(BOB, MemberChangeKind.DEVICES_ADDED, TABLET));
    tablet.sends(GROUP, rig.epoch());
    assertEquals(head + 2, head());
  }

  /// Another device of the account comes while this one goes.
  @Test
  void whoTakesItOutMayBringAnotherInByTheSameCommit() {
    rig.commits(rig.bob, GroupRig.devices(BOB, MemberChangeKind.DEVICES_ADDED, TABLET));
    Peer tablet = rig.node.open(BOB, TABLET).hello();
    revoke();
    MemberChange out = GroupRig.devices(BOB, MemberChangeKind.DEVICES_REMOVED, PHONE);
    MemberChange in = GroupRig.devices(BOB, MemberChangeKind.DEVICES_ADDED, new DeviceId(3, 4));
    rig.commits(tablet, in, out);
    assertEquals(ErrorCode.ROSTER_CHANGE_REFUSED, tablet.lastError());
    rig.commits(tablet, out, in);
    assertEquals(3, rig.epoch());
  }

  @Test
  void whoTakesItOutMayChangeTheRoleByTheSameCommit() {
    revoke();
    rig.commits(
        rig.alice,
        GroupRig.devices(BOB, MemberChangeKind.DEVICES_REMOVED, PHONE),
        GroupRig.role(BOB, Role.ADMIN));
    assertEquals(2, rig.epoch());
  }

  private Commit bringingBack() {
    MemberChange added = GroupRig.devices(BOB, MemberChangeKind.DEVICES_ADDED, PHONE);
    Commit plain = rig.node.commit(GROUP, ConversationKind.GROUP, rig.epoch(), List.of(added));
    return new Commit(
        plain.conversation(),
        plain.id(),
        plain.epoch(),
        plain.payload(),
        plain.conversationKind(),
        plain.changes(),
        Bytes.of((byte) 1),
        List.of(new WelcomeSecrets(BOB, PHONE, Bytes.of((byte) 1))),
        plain.groupInfo(),
        plain.ratchetTree(),
        plain.settings());
  }
}
