package dev.godwit.testkit.rules;

import static dev.godwit.testkit.rules.GroupRig.ALICE;
import static dev.godwit.testkit.rules.GroupRig.ANN;
import static dev.godwit.testkit.rules.GroupRig.BOB;
import static dev.godwit.testkit.rules.GroupRig.DAVE;
import static dev.godwit.testkit.rules.GroupRig.LINK;
import static dev.godwit.testkit.rules.GroupRig.added;
import static dev.godwit.testkit.rules.GroupRig.error;
import static dev.godwit.testkit.rules.GroupRig.last;
import static dev.godwit.testkit.rules.GroupRig.sequence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.conversation.LinkId;
import dev.godwit.core.conversation.LobbyRequest;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.Sent;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How accounts come into a group by a link.
final class LobbyRulesTest {
  private static final long HOUR_MILLIS = 3_600_000;

  private final GroupRig rig = new GroupRig();

  private void makeLink(int uses, boolean approval) {
    assertInstanceOf(Sent.class, rig.makesLink(ANN, HOUR_MILLIS, uses, approval));
  }

  @Test
  void onlyAdminsMakeAndRevokeLinks() {
    assertEquals(ErrorCode.NOT_AN_ADMIN, error(rig.makesLink(BOB, HOUR_MILLIS, 0, false)));
    assertEquals(ErrorCode.CONVERSATION_UNKNOWN, error(rig.makesLink(DAVE, HOUR_MILLIS, 0, false)));
    EntryId key = new EntryId(6, 8);
    makeLink(0, false);
    assertEquals(ErrorCode.NOT_AN_ADMIN, error(rig.asks(BOB, new LobbyRequest.RevokeLink(key))));
    assertEquals(ErrorCode.LINK_UNKNOWN, error(rig.asks(ANN, new LobbyRequest.RevokeLink(LINK))));
    assertInstanceOf(Sent.class, rig.asks(ALICE, new LobbyRequest.RevokeLink(key)));
  }

  @Test
  void whoUsesALinkIsAnEntryThatEveryMemberSees() {
    makeLink(0, true);
    long at = sequence(rig.joins(DAVE, LINK));
    Entry request = last(rig.bob);
    assertEquals(at, request.sequence());
    assertEquals(EntryKind.JOIN_REQUEST, request.kind());
    assertEquals(DAVE, request.account());
    assertTrue(request.needsApproval());
    assertEquals(
        List.of(new MemberChange(DAVE, MemberChangeKind.ADDED, Role.MEMBER, List.of())),
        request.changes());
    assertEquals(
        new LinkId(GroupRig.GROUP, LINK).toString(),
        HexFormat.of().formatHex(request.payload().shared()));
  }

  @Test
  void askingAgainAppendsNothing() {
    makeLink(1, true);
    makeLink(1, true);
    long first = sequence(rig.joins(DAVE, LINK));
    assertEquals(first, sequence(rig.joins(DAVE, LINK)));
    assertEquals(first, sequence(rig.joins(DAVE, new EntryId(6, 7))));
    assertEquals(first, last(rig.bob).sequence());
  }

  @Test
  void withoutApprovalEveryMemberLetsIn() {
    rig.commits(rig.bob, added(DAVE, Role.MEMBER));
    assertEquals(ErrorCode.ROSTER_CHANGE_REFUSED, rig.bob.lastError());
    makeLink(0, false);
    rig.joins(DAVE, LINK);
    int errors = rig.bob.got(Error.class).size();
    rig.commits(rig.bob, added(DAVE, Role.MEMBER));
    assertEquals(errors, rig.bob.got(Error.class).size());
    assertEquals(ErrorCode.ALREADY_A_MEMBER, error(rig.joins(DAVE, LINK)));
  }

  @Test
  void withApprovalOnlyAdminsLetIn() {
    makeLink(0, true);
    rig.joins(DAVE, LINK);
    rig.commits(rig.bob, added(DAVE, Role.MEMBER));
    assertEquals(ErrorCode.ROSTER_CHANGE_REFUSED, rig.bob.lastError());
    rig.commits(rig.ann, added(DAVE, Role.MEMBER));
    assertEquals(EntryKind.COMMIT, last(rig.bob).kind());
  }

  @Test
  void aRevokedLinkLetsNobodyAskAndNobodyInWhoAskedByIt() {
    makeLink(0, false);
    rig.joins(DAVE, LINK);
    rig.asks(ANN, new LobbyRequest.RevokeLink(LINK));
    assertEquals(ErrorCode.LINK_UNKNOWN, error(rig.joins(new AccountId(5, 5), LINK)));
    rig.commits(rig.bob, added(DAVE, Role.MEMBER));
    assertEquals(ErrorCode.ROSTER_CHANGE_REFUSED, rig.bob.lastError());
  }

  @Test
  void anExpiredLinkIsUnknown() {
    makeLink(0, false);
    rig.node.now += HOUR_MILLIS - 1;
    assertInstanceOf(Sent.class, rig.joins(DAVE, LINK));
    rig.node.now += 1;
    assertEquals(ErrorCode.LINK_UNKNOWN, error(rig.joins(new AccountId(5, 5), LINK)));
  }

  @Test
  void aLinkIsGoodForItsUses() {
    makeLink(2, false);
    rig.joins(DAVE, LINK);
    rig.joins(DAVE, LINK);
    assertInstanceOf(Sent.class, rig.joins(new AccountId(5, 5), LINK));
    assertEquals(ErrorCode.LINK_UNKNOWN, error(rig.joins(new AccountId(5, 6), LINK)));
  }

  @Test
  void whoWasRefusedMayAskAgain() {
    makeLink(0, true);
    long first = sequence(rig.joins(DAVE, LINK));
    assertEquals(ErrorCode.NOT_AN_ADMIN, error(rig.asks(BOB, new LobbyRequest.Refuse(DAVE))));
    assertInstanceOf(Sent.class, rig.asks(ANN, new LobbyRequest.Refuse(DAVE)));
    assertEquals(
        ErrorCode.JOIN_REQUEST_UNKNOWN, error(rig.asks(ANN, new LobbyRequest.Refuse(DAVE))));
    assertEquals(first + 1, sequence(rig.joins(DAVE, LINK)));
  }

  @Test
  void linksAreLimited() {
    for (int i = 0; i < Limits.LINKS_PER_CONVERSATION_MAX; i++) {
      makeLink(0, false);
    }
    assertEquals(ErrorCode.TOO_MANY_LINKS, error(rig.makesLink(ANN, HOUR_MILLIS, 0, false)));
    rig.node.now += HOUR_MILLIS;
    assertInstanceOf(Sent.class, rig.makesLink(ANN, HOUR_MILLIS, 0, false));
  }

  @Test
  void threeHundredAskWithinASecondAndComeInByOneCommit() {
    makeLink(0, false);
    Set<Long> sequences = new HashSet<>();
    MemberChange[] all = new MemberChange[300];
    for (int i = 0; i < all.length; i++) {
      AccountId account = new AccountId(5, i + 1);
      sequences.add(sequence(rig.joins(account, LINK)));
      all[i] = added(account, Role.MEMBER);
    }
    assertEquals(all.length, sequences.size());
    rig.commits(rig.carol, all);
    assertEquals(2, rig.epoch());
  }

  @Test
  void requestsAreLimited() {
    makeLink(0, true);
    for (int i = 0; i < Limits.JOIN_REQUESTS_MAX; i++) {
      rig.joins(new AccountId(5, i + 1), LINK);
    }
    assertEquals(ErrorCode.TOO_MANY_JOIN_REQUESTS, error(rig.joins(DAVE, LINK)));
  }

  @Test
  void linksAndRequestsOutliveARestart() {
    makeLink(0, false);
    rig.joins(DAVE, LINK);
    rig.node.restart();
    assertInstanceOf(Sent.class, rig.joins(new AccountId(5, 5), LINK));
    NodeRig.Peer bob = rig.node.open(BOB).hello();
    bob.says(
        rig.node.commit(
            GroupRig.GROUP,
            ConversationKind.GROUP,
            rig.epoch(),
            List.of(added(DAVE, Role.MEMBER))));
    assertTrue(bob.got(Error.class).isEmpty());
  }
}
