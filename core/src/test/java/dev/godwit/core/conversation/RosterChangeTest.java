package dev.godwit.core.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.godwit.core.log.StateWriter;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.WelcomeSecrets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RosterChangeTest {
  private static final AccountId OWNER = new AccountId(1, 1);
  private static final AccountId ADMIN = new AccountId(1, 2);
  private static final AccountId MEMBER = new AccountId(1, 3);
  private static final AccountId NEW = new AccountId(1, 4);
  private static final ConversationId DIRECT = DirectConversation.idOf(OWNER, MEMBER);
  private static final ConversationId GROUP = new ConversationId(9, 9);

  private static DeviceId deviceOf(AccountId account) {
    return new DeviceId(2, account.low());
  }

  private static MemberChange change(AccountId account, MemberChangeKind kind, Role role) {
    return new MemberChange(account, kind, role, List.of(deviceOf(account)));
  }

  private static MemberChange added(AccountId account) {
    return change(account, MemberChangeKind.ADDED, Role.MEMBER);
  }

  private static Commit commit(
      ConversationId id, ConversationKind kind, List<WelcomeSecrets> secrets, MemberChange... all) {
    return new Commit(
        id,
        new EntryId(3, 3),
        0,
        Bytes.EMPTY,
        kind,
        List.of(all),
        Bytes.EMPTY,
        secrets,
        Bytes.EMPTY,
        Bytes.EMPTY,
        GroupSettings.NONE);
  }

  private static RosterChange.Outcome create(
      ConversationKind kind, ConversationId id, MemberChange... changes) {
    return RosterChange.check(
        ConversationState.NONE,
        new RosterChange.At(commit(id, kind, List.of(), changes), OWNER, 1, 1));
  }

  private static ConversationState group() {
    Roster roster =
        new Roster(
            List.of(
                new Member(OWNER, Role.OWNER, List.of(deviceOf(OWNER)), 1, 1),
                new Member(ADMIN, Role.ADMIN, List.of(deviceOf(ADMIN)), 1, 1),
                new Member(MEMBER, Role.MEMBER, List.of(deviceOf(MEMBER)), 1, 1)));
    return new ConversationState(ConversationKind.GROUP, new Epochs(1, 1, 1), roster);
  }

  private static RosterChange.Outcome inGroup(AccountId author, MemberChange... changes) {
    Commit commit = commit(GROUP, ConversationKind.GROUP, List.of(), changes);
    return RosterChange.check(group(), new RosterChange.At(commit, author, 5, 7));
  }

  private static Roster allowed(RosterChange.Outcome outcome) {
    return assertInstanceOf(RosterChange.Allowed.class, outcome).roster();
  }

  private static void refused(RosterChange.Outcome outcome) {
    assertEquals(new RosterChange.Refused(ErrorCode.ROSTER_CHANGE_REFUSED), outcome);
  }

  @Test
  void aDirectConversationIsOfExactlyTheTwoThatItsIdNames() {
    assertEquals(
        2, allowed(create(ConversationKind.DIRECT, DIRECT, added(OWNER), added(MEMBER))).size());
    refused(create(ConversationKind.DIRECT, DIRECT, added(OWNER), added(NEW)));
    refused(create(ConversationKind.DIRECT, DIRECT, added(MEMBER), added(NEW)));
    refused(create(ConversationKind.DIRECT, DIRECT, added(OWNER)));
    refused(create(ConversationKind.DIRECT, GROUP, added(OWNER), added(MEMBER)));
    refused(create(ConversationKind.UNKNOWN, DIRECT, added(OWNER), added(MEMBER)));
  }

  @Test
  void whoCreatesAGroupOwnsIt() {
    Roster roster = allowed(create(ConversationKind.GROUP, GROUP, added(OWNER), added(MEMBER)));
    assertEquals(Role.OWNER, roster.member(OWNER).orElseThrow().role());
    assertEquals(Role.MEMBER, roster.member(MEMBER).orElseThrow().role());
    refused(create(ConversationKind.GROUP, GROUP, added(MEMBER)));
  }

  @Test
  void adminsAddAndRemoveMembersDoNot() {
    assertEquals(5, allowed(inGroup(ADMIN, added(NEW))).member(NEW).orElseThrow().since());
    refused(inGroup(MEMBER, added(NEW)));
    MemberChange removal = change(MEMBER, MemberChangeKind.REMOVED, Role.UNKNOWN);
    assertEquals(2, allowed(inGroup(ADMIN, removal)).size());
    refused(inGroup(MEMBER, change(ADMIN, MemberChangeKind.REMOVED, Role.UNKNOWN)));
    refused(inGroup(ADMIN, change(OWNER, MemberChangeKind.REMOVED, Role.UNKNOWN)));
  }

  @Test
  void nobodyGivesMoreThanTheyHave() {
    refused(inGroup(ADMIN, change(NEW, MemberChangeKind.ADDED, Role.OWNER)));
    refused(inGroup(ADMIN, change(ADMIN, MemberChangeKind.ROLE, Role.OWNER)));
    allowed(inGroup(OWNER, change(ADMIN, MemberChangeKind.ROLE, Role.OWNER)));
  }

  @Test
  void aGroupAlwaysHasAnOwner() {
    refused(inGroup(OWNER, change(OWNER, MemberChangeKind.REMOVED, Role.UNKNOWN)));
    refused(inGroup(OWNER, change(OWNER, MemberChangeKind.ROLE, Role.MEMBER)));
  }

  @Test
  void whatCannotBeIsRefused() {
    refused(inGroup(OWNER, added(MEMBER)));
    refused(inGroup(OWNER, change(NEW, MemberChangeKind.REMOVED, Role.UNKNOWN)));
    refused(inGroup(OWNER, added(NEW), added(NEW)));
    refused(inGroup(OWNER, change(MEMBER, MemberChangeKind.UNKNOWN, Role.MEMBER)));
    refused(inGroup(OWNER, new MemberChange(NEW, MemberChangeKind.ADDED, Role.MEMBER, List.of())));
  }

  @Test
  void devicesAreLimitedAndAMemberKeepsOne() {
    List<DeviceId> many = new ArrayList<>();
    for (int i = 0; i < Limits.DEVICES_PER_ACCOUNT_MAX; i++) {
      many.add(new DeviceId(8, i));
    }
    refused(
        inGroup(
            MEMBER, new MemberChange(MEMBER, MemberChangeKind.DEVICES_ADDED, Role.UNKNOWN, many)));
    refused(inGroup(MEMBER, change(MEMBER, MemberChangeKind.DEVICES_REMOVED, Role.UNKNOWN)));
    allowed(inGroup(MEMBER, change(MEMBER, MemberChangeKind.DEVICES_ADDED, Role.UNKNOWN)));
  }

  @Test
  void aGroupIsNotLargerThanTheLimit() {
    List<MemberChange> changes = new ArrayList<>();
    for (int i = 0; i < Limits.GROUP_MEMBERS_MAX; i++) {
      changes.add(added(new AccountId(7, i + 1)));
    }
    assertEquals(
        new RosterChange.Refused(ErrorCode.CONVERSATION_FULL),
        inGroup(OWNER, changes.toArray(MemberChange[]::new)));
  }

  @Test
  void welcomesAreForLeavesOnly() {
    var secrets = List.of(new WelcomeSecrets(NEW, new DeviceId(9, 9), Bytes.EMPTY));
    Commit commit = commit(GROUP, ConversationKind.GROUP, secrets, added(NEW));
    refused(RosterChange.check(group(), new RosterChange.At(commit, OWNER, 5, 7)));
  }

  @Test
  void theStateIsReadAsItWasWritten() {
    assertEquals(group(), ConversationState.decode(group().encode()));
    assertEquals(ConversationState.NONE, ConversationState.decode(Bytes.EMPTY));
  }

  /// Format 2 did not know yet in which epoch somebody last came in.
  @Test
  void theStateOfAnOlderFormatIsRead() {
    StateWriter out = new StateWriter().number(2).number(ConversationKind.GROUP.number());
    out.number(5).number(4);
    group().roster().encode(out);
    Settings.encode(GroupSettings.NONE, out);
    Orphans.NONE.encode(out);
    Lobby.NONE.encode(out);

    assertEquals(
        new ConversationState(ConversationKind.GROUP, new Epochs(5, 4, 0), group().roster()),
        ConversationState.decode(out.toBytes()));
  }
}
