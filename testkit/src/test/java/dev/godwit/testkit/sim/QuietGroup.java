package dev.godwit.testkit.sim;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import java.util.EnumSet;
import java.util.List;

/// A group at the only node of a world in which nothing goes wrong, made by Alice.
final class QuietGroup {
  static final ConversationId GROUP = new ConversationId(3, 3);
  static final AccountId ALICE = new AccountId(1, 1);
  static final AccountId BOB = new AccountId(1, 2);

  final World world = new World(1);
  final Stage stage = new Stage(world, quiet(), ChatSimulation.SHAPE);
  private long epoch;

  QuietGroup() {
    commit(MemberChangeKind.ADDED, Role.OWNER, ALICE);
    pass(100);
  }

  private static Setup quiet() {
    return Setup.of(1).without(EnumSet.allOf(Trouble.class));
  }

  static DeviceId deviceOf(AccountId account) {
    return new DeviceId(account.low(), 9);
  }

  /// Alice lets Bob in.
  void letIn() {
    commit(MemberChangeKind.ADDED, Role.MEMBER, BOB);
  }

  /// Alice takes Bob out.
  void takeOut() {
    commit(MemberChangeKind.REMOVED, Role.UNKNOWN, BOB);
  }

  private void commit(MemberChangeKind kind, Role role, AccountId whom) {
    MemberChange change = new MemberChange(whom, kind, role, List.of(deviceOf(whom)));
    Commit commit = commit(epoch, change);
    stage.nodes().request(ALICE, deviceOf(ALICE), GROUP, commit, _ -> {});
    epoch++;
  }

  /// A commit of the group in this epoch.
  static Commit commit(long epoch, MemberChange... changes) {
    return new Commit(
        GROUP,
        new EntryId(7, epoch),
        epoch,
        Bytes.EMPTY,
        ConversationKind.GROUP,
        List.of(changes),
        Bytes.EMPTY,
        List.of(),
        Bytes.EMPTY,
        Bytes.EMPTY,
        GroupSettings.NONE);
  }

  void pass(long millis) {
    world.runUntil(world.now() + millis);
  }
}
