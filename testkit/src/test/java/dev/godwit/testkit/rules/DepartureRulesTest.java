package dev.godwit.testkit.rules;

import static dev.godwit.testkit.rules.GroupRig.ALICE;
import static dev.godwit.testkit.rules.GroupRig.ANN;
import static dev.godwit.testkit.rules.GroupRig.BOB;
import static dev.godwit.testkit.rules.GroupRig.CAROL;
import static dev.godwit.testkit.rules.GroupRig.DAVE;
import static dev.godwit.testkit.rules.GroupRig.GROUP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.log.LogId;
import dev.godwit.core.routing.Input;
import dev.godwit.testkit.Faults.Fault;
import dev.godwit.testkit.rules.NodeRig.Peer;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Leave;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.Sent;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A revoked device departs from every conversation of its account, once, whatever crashes.
final class DepartureRulesTest {
  private static final DeviceId PHONE = NodeRig.deviceOf(BOB);
  private static final DeviceId TABLET = new DeviceId(3, 3);

  private final GroupRig rig = new GroupRig();

  private void revoke(AccountId account, DeviceId device) {
    rig.node.put(revocation(account, device));
  }

  private static Input revocation(AccountId account, DeviceId device) {
    AccountEntry entry =
        new AccountEntry(
            0,
            new EntryId(12, device.low()),
            0,
            AccountEntryKind.DEVICE_REVOKED,
            ConversationId.NONE,
            0,
            device,
            Bytes.EMPTY);
    return new Input.AccountEvent(account, entry);
  }

  private ConversationState state(ConversationId conversation) {
    return ConversationState.decode(rig.node.logs.keptState(LogId.of(conversation)).snapshot());
  }

  private List<Entry> departures(Peer peer) {
    return peer.got(Entry.class).stream()
        .filter(entry -> entry.kind() == EntryKind.DEPARTURE)
        .toList();
  }

  @Test
  void itDepartsFromDirectConversationsAndGroups() {
    rig.alice.says(rig.node.creation(NodeRig.DIRECT, ConversationKind.DIRECT, ALICE, BOB));
    revoke(BOB, PHONE);
    assertEquals(2, departures(rig.alice).size());
    for (Entry departure : departures(rig.alice)) {
      assertEquals(
          List.of(GroupRig.devices(BOB, MemberChangeKind.DEVICES_REMOVED, PHONE)),
          departure.changes());
      assertEquals(PHONE, departure.device());
    }
    assertEquals(List.of(), state(GROUP).roster().member(BOB).orElseThrow().devices());
    assertTrue(rig.node.logs.intents(10).isEmpty());
  }

  @Test
  void revokingAgainChangesNothing() {
    revoke(BOB, PHONE);
    revoke(BOB, PHONE);
    assertEquals(1, departures(rig.alice).size());
  }

  @Test
  void aDeviceThatIsInNoTreeDepartsFromNothing() {
    revoke(BOB, TABLET);
    assertTrue(departures(rig.alice).isEmpty());
    assertTrue(rig.node.logs.intents(10).isEmpty());
  }

  @Test
  void theAccountStaysAMemberAndItsOtherDevicesGoOn() {
    rig.commits(rig.bob, GroupRig.devices(BOB, MemberChangeKind.DEVICES_ADDED, TABLET));
    Peer tablet = rig.node.open(BOB, TABLET).hello();
    revoke(BOB, PHONE);
    tablet.sends(GROUP, rig.epoch());
    assertTrue(tablet.got(Error.class).isEmpty());
    assertEquals(EntryKind.APPLICATION, GroupRig.last(rig.alice).kind());
  }

  @Test
  void everyMemberMayTakeItsLeafOutAndNobodyAddsItAgainWithout() {
    revoke(BOB, PHONE);
    rig.commits(rig.alice, GroupRig.devices(BOB, MemberChangeKind.DEVICES_ADDED, PHONE));
    assertEquals(ErrorCode.ROSTER_CHANGE_REFUSED, rig.alice.lastError());
    rig.commits(rig.carol, GroupRig.devices(BOB, MemberChangeKind.DEVICES_REMOVED, PHONE));
    assertEquals(2, rig.epoch());
    rig.commits(rig.carol, GroupRig.devices(BOB, MemberChangeKind.DEVICES_REMOVED, PHONE));
    assertEquals(ErrorCode.ROSTER_CHANGE_REFUSED, rig.carol.lastError());
  }

  /// A newcomer could not know that it departed, and would refuse who takes it out later.
  @Test
  void nobodyIsLetInBesideWhatDeparted() {
    revoke(BOB, PHONE);
    rig.commits(rig.alice, GroupRig.added(DAVE, Role.MEMBER));
    assertEquals(ErrorCode.EPOCH_TAKEN, rig.alice.lastError());
    rig.commits(rig.carol, GroupRig.devices(CAROL, MemberChangeKind.DEVICES_ADDED, TABLET));
    assertEquals(ErrorCode.EPOCH_TAKEN, rig.carol.lastError());
    rig.commits(
        rig.alice,
        GroupRig.devices(BOB, MemberChangeKind.DEVICES_REMOVED, PHONE),
        GroupRig.added(DAVE, Role.MEMBER));
    assertEquals(2, rig.epoch());
    assertTrue(state(GROUP).roster().contains(DAVE));
  }

  @Test
  void whoDepartedLetsNobodyElseInUntilItIsTakenOut() {
    rig.leaves(rig.ann);
    rig.commits(rig.alice, GroupRig.added(DAVE, Role.MEMBER));
    assertEquals(ErrorCode.EPOCH_TAKEN, rig.alice.lastError());
    rig.commits(rig.alice, GroupRig.role(BOB, Role.ADMIN));
    assertEquals(2, rig.epoch());
    rig.commits(rig.alice, GroupRig.removed(ANN), GroupRig.added(DAVE, Role.MEMBER));
    assertEquals(3, rig.epoch());
  }

  /// It could take nobody out, and a conversation must not be closed to it for that.
  @Test
  void aDeviceComesInFromOutsideBesideWhatDeparted() {
    revoke(BOB, PHONE);
    Peer tablet = rig.node.open(CAROL, TABLET).hello();
    rig.commits(tablet, GroupRig.devices(CAROL, MemberChangeKind.DEVICES_ADDED, TABLET));
    assertEquals(2, rig.epoch());
  }

  @Test
  void nobodyTakesOutTheDevicesOfOthers() {
    rig.commits(rig.alice, GroupRig.devices(BOB, MemberChangeKind.DEVICES_REMOVED, PHONE));
    assertEquals(ErrorCode.ROSTER_CHANGE_REFUSED, rig.alice.lastError());
  }

  @Test
  void removingTheAccountTakesOutWhatDepartedOfIt() {
    revoke(BOB, PHONE);
    rig.commits(rig.alice, GroupRig.removed(BOB));
    assertEquals(2, rig.epoch());
    rig.commits(rig.alice, GroupRig.added(BOB, Role.MEMBER));
    assertEquals(3, rig.epoch());
  }

  @Test
  void aDeviceThatWasRevokedWhileItsConversationWasMadeDepartsFromItToo() {
    ConversationId other = new ConversationId(9, 10);
    revoke(BOB, PHONE);
    rig.alice.says(rig.node.creation(other, ConversationKind.GROUP, ALICE, BOB));
    assertEquals(List.of(), state(other).roster().member(BOB).orElseThrow().devices());
    assertTrue(rig.node.logs.intents(10).isEmpty());
  }

  @Test
  void aNodeThatIsKilledInBetweenFinishesIt() {
    rig.node.putAlone(revocation(BOB, PHONE));
    assertEquals(1, rig.node.logs.intents(10).size());
    assertEquals(List.of(PHONE), state(GROUP).roster().member(BOB).orElseThrow().devices());
    rig.node.restart();
    assertEquals(List.of(), state(GROUP).roster().member(BOB).orElseThrow().devices());
    assertTrue(rig.node.logs.intents(10).isEmpty());
  }

  @Test
  void whoLeftByAWriteOfUnknownOutcomeMayAcknowledgeItAndItsOtherDevicesSeeIt() {
    Peer tablet = rig.node.open(BOB, TABLET).hello();
    Leave leave = new Leave(GROUP, new EntryId(8, 99), rig.epoch(), Bytes.of((byte) 1));
    rig.node.logs.faults().writes(Fault.UNCERTAIN_WRITTEN);
    rig.node.putAlone(rig.bob.received(leave));
    rig.node.logs.faults().heal();
    rig.node.pass(1_000);
    long sequence = rig.bob.got(Sent.class).getLast().sequence();
    rig.bob.says(new Ack(GROUP, sequence));
    assertEquals(List.of(), rig.bob.got(Error.class));
    rig.node.logs.intents(1).forEach(intent -> rig.node.put(new Input.IntentFound(intent)));
    rig.node.pass(1_000);
    assertEquals(List.of(sequence), departures(tablet).stream().map(Entry::sequence).toList());
  }
}
