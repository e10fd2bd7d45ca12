package dev.godwit.testkit.rules;

import static dev.godwit.testkit.rules.GroupRig.ALICE;
import static dev.godwit.testkit.rules.GroupRig.ANN;
import static dev.godwit.testkit.rules.GroupRig.BOB;
import static dev.godwit.testkit.rules.GroupRig.CAROL;
import static dev.godwit.testkit.rules.GroupRig.DAVE;
import static dev.godwit.testkit.rules.GroupRig.GROUP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testkit.rules.NodeRig.Peer;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Fetch;
import dev.godwit.wire.Leave;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Position;
import dev.godwit.wire.Role;
import dev.godwit.wire.Sent;
import dev.godwit.wire.WhoMay;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who may do what in a group, and what becomes of those who go.
final class GroupRulesTest {
  private final GroupRig rig = new GroupRig();

  private void refused(Peer by, MemberChange... changes) {
    long before = rig.epoch();
    rig.commits(by, changes);
    assertEquals(ErrorCode.ROSTER_CHANGE_REFUSED, by.lastError());
    assertEquals(before, rig.epoch());
  }

  private void allowed(Peer by, MemberChange... changes) {
    int errors = by.got(Error.class).size();
    rig.commits(by, changes);
    assertEquals(errors, by.got(Error.class).size());
  }

  @Test
  void aStrangerNeitherSendsNorReads() {
    Peer dave = rig.node.open(DAVE).hello();
    dave.sends(GROUP, 1);
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, dave.lastError());
    dave.says(new Fetch(GROUP, 0));
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, dave.lastError());
    rig.leaves(dave);
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, dave.lastError());
    assertTrue(dave.got(Entry.class).isEmpty());
  }

  @Test
  void whoWasRemovedNeitherSendsNorReadsWhatFollows() {
    allowed(rig.ann, GroupRig.removed(BOB));
    rig.alice.sends(GROUP, rig.epoch());
    rig.bob.sends(GROUP, rig.epoch() - 1);
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, rig.bob.lastError());
    refusedTo(rig.bob);
    assertEquals(EntryKind.COMMIT, GroupRig.last(rig.bob).kind());
    Peer again = rig.node.open(BOB, NodeRig.deviceOf(BOB));
    again.hello(0, new Position(GROUP, 0, false));
    assertEquals(EntryKind.COMMIT, GroupRig.last(again).kind());
  }

  private void refusedTo(Peer former) {
    rig.commits(former, GroupRig.added(DAVE, Role.MEMBER));
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, former.lastError());
  }

  @Test
  void membersAddNobodyUnlessAllMay() {
    refused(rig.bob, GroupRig.added(DAVE, Role.MEMBER));
    rig.sets(rig.ann, GroupRig.settings(WhoMay.ALL, WhoMay.ALL));
    refused(rig.bob, GroupRig.added(DAVE, Role.ADMIN));
    allowed(rig.bob, GroupRig.added(DAVE, Role.MEMBER));
    assertEquals(List.of(GroupRig.added(DAVE, Role.MEMBER)), GroupRig.last(rig.alice).changes());
  }

  @Test
  void adminsRemoveMembersAndOwnersRemoveAnybodyElse() {
    refused(rig.bob, GroupRig.removed(CAROL));
    refused(rig.ann, GroupRig.removed(ALICE));
    allowed(rig.alice, GroupRig.role(BOB, Role.ADMIN));
    refused(rig.ann, GroupRig.removed(BOB));
    refused(rig.ann, GroupRig.removed(ANN));
    allowed(rig.alice, GroupRig.removed(BOB));
  }

  @Test
  void onlyOwnersGiveRoles() {
    refused(rig.ann, GroupRig.role(BOB, Role.ADMIN));
    refused(rig.bob, GroupRig.role(BOB, Role.OWNER));
    refused(rig.alice, GroupRig.role(ALICE, Role.MEMBER));
    allowed(rig.alice, GroupRig.role(BOB, Role.OWNER));
    allowed(rig.bob, GroupRig.role(ALICE, Role.MEMBER));
  }

  @Test
  void onlyAdminsChangeSettings() {
    rig.sets(rig.bob, GroupRig.settings(WhoMay.ALL, WhoMay.ALL));
    assertEquals(ErrorCode.NOT_AN_ADMIN, rig.bob.lastError());
    rig.sets(rig.ann, GroupRig.settings(WhoMay.ALL, WhoMay.ADMINS));
    assertEquals(GroupRig.settings(WhoMay.ALL, WhoMay.ADMINS), GroupRig.last(rig.bob).settings());
  }

  @Test
  void anAnnouncementOnlyGroupTakesMessagesOfAdminsOnly() {
    rig.sets(rig.alice, GroupRig.settings(WhoMay.ADMINS, WhoMay.ADMINS));
    rig.bob.sends(GROUP, rig.epoch());
    assertEquals(ErrorCode.ANNOUNCEMENTS_ONLY, rig.bob.lastError());
    rig.ann.sends(GROUP, rig.epoch());
    assertEquals(EntryKind.APPLICATION, GroupRig.last(rig.bob).kind());
    rig.leaves(rig.bob);
    assertEquals(EntryKind.DEPARTURE, GroupRig.last(rig.carol).kind());
  }

  @Test
  void anAdminWhoWasDemotedFirstChangesNothing() {
    long before = rig.epoch();
    rig.commits(rig.alice, GroupRig.role(ANN, Role.MEMBER));
    rig.commitsAt(before, rig.ann, GroupRig.removed(BOB));
    assertEquals(ErrorCode.EPOCH_TAKEN, rig.ann.lastError());
    refused(rig.ann, GroupRig.removed(BOB));
  }

  @Test
  void whoLeavesIsOffTheRosterAtOnceAndReadsItsOwnDeparture() {
    Peer tablet = rig.node.open(BOB, new DeviceId(3, 3)).hello();
    rig.leaves(rig.bob);
    assertEquals(EntryKind.DEPARTURE, GroupRig.last(tablet).kind());
    assertEquals(List.of(GroupRig.removed(BOB)), GroupRig.last(rig.carol).changes());
    assertEquals(AccountEntryKind.LEFT, tablet.got(AccountEntry.class).getLast().kind());
    rig.alice.sends(GROUP, rig.epoch());
    rig.bob.sends(GROUP, rig.epoch());
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, rig.bob.lastError());
    assertEquals(EntryKind.DEPARTURE, GroupRig.last(tablet).kind());
  }

  @Test
  void leavingAgainWithTheSameIdIsAnsweredTheSame() {
    var id = rig.leaves(rig.bob);
    rig.bob.says(new Leave(GROUP, id, rig.epoch(), Bytes.of((byte) 1)));
    List<Sent> sent =
        rig.bob.got(Sent.class).stream().filter(each -> each.id().equals(id)).toList();
    assertEquals(2, sent.size());
    assertEquals(sent.get(0).sequence(), sent.get(1).sequence());
  }

  @Test
  void nobodyLeavesADirectConversation() {
    NodeRig node = NodeRig.begun();
    Peer alice = node.open(ALICE).hello();
    alice.says(new Leave(NodeRig.DIRECT, new EntryId(8, 1), 1, Bytes.of((byte) 1)));
    assertEquals(ErrorCode.ROSTER_CHANGE_REFUSED, alice.lastError());
  }

  @Test
  void theAdminWithTheSmallestIdSucceedsTheLastOwner() {
    rig.leaves(rig.alice);
    assertEquals(
        List.of(GroupRig.removed(ALICE), GroupRig.role(ANN, Role.OWNER)),
        GroupRig.last(rig.bob).changes());
    rig.leaves(rig.ann);
    assertEquals(GroupRig.role(BOB, Role.OWNER), GroupRig.last(rig.bob).changes().getLast());
    rig.leaves(rig.bob);
    rig.leaves(rig.carol);
    rig.carol.sends(GROUP, rig.epoch());
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, rig.carol.lastError());
  }

  @Test
  void everybodyMayTakeOutWhoDepartedAndNobodyBringsThemBackWithout() {
    rig.leaves(rig.bob);
    refused(rig.alice, GroupRig.added(BOB, Role.MEMBER));
    refused(rig.carol, GroupRig.removed(ANN));
    allowed(rig.carol, GroupRig.removed(BOB));
    refused(rig.carol, GroupRig.removed(BOB));
    allowed(rig.alice, GroupRig.added(BOB, Role.MEMBER));
  }

  @Test
  void whoDepartedIsTakenOutAndBroughtBackByOneCommit() {
    rig.leaves(rig.bob);
    allowed(rig.alice, GroupRig.removed(BOB), GroupRig.added(BOB, Role.MEMBER));
    rig.alice.sends(GROUP, rig.epoch());
    assertEquals(EntryKind.APPLICATION, GroupRig.last(rig.bob).kind());
    refused(rig.alice, GroupRig.added(DAVE, Role.MEMBER), GroupRig.removed(DAVE));
  }

  @Test
  void aGroupHasNoMoreThanTheLimit() {
    MemberChange[] many = new MemberChange[Limits.GROUP_MEMBERS_MAX - 4];
    for (int i = 0; i < many.length; i++) {
      many[i] = GroupRig.added(new AccountId(3, i + 1), Role.MEMBER);
    }
    allowed(rig.alice, many);
    rig.commits(rig.alice, GroupRig.added(DAVE, Role.MEMBER));
    assertEquals(ErrorCode.CONVERSATION_FULL, rig.alice.lastError());
    allowed(rig.alice, GroupRig.removed(BOB));
    allowed(rig.alice, GroupRig.added(DAVE, Role.MEMBER));
  }

  @Test
  void aNodeThatIsKilledBetweenCommitAndWelcomeTellsTheNewMember() {
    Peer dave = rig.node.open(DAVE).hello();
    rig.node.putAlone(
        rig.alice.received(
            rig.node.commit(
                GROUP, ConversationKind.GROUP, 1, List.of(GroupRig.added(DAVE, Role.MEMBER)))));
    assertTrue(dave.got(AccountEntry.class).isEmpty());
    assertEquals(1, rig.node.logs.intents(10).size());
    rig.node.restart();
    Peer again = rig.node.open(DAVE).hello();
    assertEquals(AccountEntryKind.JOINED, again.got(AccountEntry.class).getLast().kind());
    assertTrue(rig.node.logs.intents(10).isEmpty());
  }

  @Test
  void theGroupOutlivesARestart() {
    rig.sets(rig.alice, GroupRig.settings(WhoMay.ALL, WhoMay.ADMINS));
    rig.leaves(rig.bob);
    rig.node.restart();
    Peer carol = rig.node.open(CAROL).hello();
    carol.sends(GROUP, rig.epoch());
    assertEquals(ErrorCode.ANNOUNCEMENTS_ONLY, carol.lastError());
    carol.says(
        rig.node.commit(
            GROUP,
            ConversationKind.GROUP,
            rig.epoch(),
            List.of(GroupRig.removed(BOB), GroupRig.added(DAVE, Role.MEMBER))));
    assertEquals(MemberChangeKind.ADDED, lastChange(carol).kind());
  }

  private static MemberChange lastChange(Peer peer) {
    peer.says(new Fetch(GROUP, 0));
    return GroupRig.last(peer).changes().getLast();
  }
}
