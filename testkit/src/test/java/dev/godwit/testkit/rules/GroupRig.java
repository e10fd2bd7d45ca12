package dev.godwit.testkit.rules;

import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.conversation.Invitation;
import dev.godwit.core.conversation.LobbyRequest;
import dev.godwit.core.log.LogId;
import dev.godwit.core.routing.Input;
import dev.godwit.testkit.rules.NodeRig.Peer;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Leave;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.Sent;
import dev.godwit.wire.WhoMay;
import java.util.List;

/// A group of Alice (owner), Ann (admin), Bob and Carol on one worker. Dave is nobody.
final class GroupRig {
  static final ConversationId GROUP = new ConversationId(9, 9);
  static final AccountId ALICE = NodeRig.ALICE;
  static final AccountId BOB = NodeRig.BOB;
  static final AccountId CAROL = NodeRig.CAROL;
  static final AccountId ANN = new AccountId(1, 7);
  static final AccountId DAVE = new AccountId(1, 8);
  static final EntryId LINK = new EntryId(6, 6);

  final NodeRig node = new NodeRig(1_000);
  final Peer alice = node.open(ALICE).hello();
  final Peer ann = node.open(ANN).hello();
  final Peer bob = node.open(BOB).hello();
  final Peer carol = node.open(CAROL).hello();
  private long epoch = 1;
  private long ids;
  private long requests;

  GroupRig() {
    Commit creation =
        node.commit(
            GROUP,
            ConversationKind.GROUP,
            0,
            List.of(
                added(ALICE, Role.OWNER),
                added(ANN, Role.ADMIN),
                added(BOB, Role.MEMBER),
                added(CAROL, Role.MEMBER)));
    alice.says(creation);
  }

  static MemberChange added(AccountId account, Role role) {
    return change(account, MemberChangeKind.ADDED, role);
  }

  static MemberChange removed(AccountId account) {
    return change(account, MemberChangeKind.REMOVED, Role.UNKNOWN);
  }

  static MemberChange role(AccountId account, Role role) {
    return new MemberChange(account, MemberChangeKind.ROLE, role, List.of());
  }

  static MemberChange change(AccountId account, MemberChangeKind kind, Role role) {
    return new MemberChange(account, kind, role, List.of(NodeRig.deviceOf(account)));
  }

  static MemberChange devices(AccountId account, MemberChangeKind kind, DeviceId device) {
    return new MemberChange(account, kind, Role.UNKNOWN, List.of(device));
  }

  long epoch() {
    return epoch;
  }

  /// A commit for the newest epoch.
  void commits(Peer by, MemberChange... changes) {
    commitsAt(epoch, by, changes);
  }

  void commitsAt(long at, Peer by, MemberChange... changes) {
    by.says(node.commit(GROUP, ConversationKind.GROUP, at, List.of(changes)));
    epoch = newestEpoch();
  }

  void sets(Peer by, GroupSettings settings) {
    Commit plain = node.commit(GROUP, ConversationKind.GROUP, epoch, List.of());
    by.says(
        new Commit(
            GROUP,
            plain.id(),
            epoch,
            plain.payload(),
            ConversationKind.GROUP,
            List.of(),
            Bytes.EMPTY,
            List.of(),
            Bytes.EMPTY,
            Bytes.EMPTY,
            settings));
    epoch = newestEpoch();
  }

  static GroupSettings settings(WhoMay add, WhoMay send) {
    return new GroupSettings(add, send, WhoMay.ALL);
  }

  private long newestEpoch() {
    return ConversationState.decode(node.logs.keptState(LogId.of(GROUP)).snapshot()).epoch();
  }

  EntryId leaves(Peer who) {
    EntryId id = new EntryId(8, ++ids);
    who.says(new Leave(GROUP, id, epoch, Bytes.of((byte) 1)));
    return id;
  }

  // --- Links ---

  /// Answers what came of it.
  Frame makesLink(AccountId by, long millis, int uses, boolean approval) {
    Invitation link =
        new Invitation(
            new EntryId(6, 6 + ids++),
            by,
            node.now,
            node.now + millis,
            uses,
            0,
            approval,
            Bytes.EMPTY);
    return asks(by, new LobbyRequest.MakeLink(link));
  }

  Frame joins(AccountId who, EntryId link) {
    EntryId id = new EntryId(4, ++ids);
    return asks(who, new LobbyRequest.Join(NodeRig.deviceOf(who), id, link, Bytes.EMPTY));
  }

  Frame asks(AccountId by, LobbyRequest what) {
    long request = ++requests;
    node.put(new Input.LobbyRequested(request, by, GROUP, what));
    return node.answer(request);
  }

  static ErrorCode error(Frame answer) {
    return ErrorCode.of(((Error) answer).code()).orElseThrow();
  }

  static long sequence(Frame answer) {
    return ((Sent) answer).sequence();
  }

  // --- What came of it ---

  static Entry last(Peer peer) {
    return peer.got(Entry.class).getLast();
  }
}
