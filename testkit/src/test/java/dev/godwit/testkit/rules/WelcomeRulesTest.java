package dev.godwit.testkit.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.LogId;
import dev.godwit.testkit.rules.NodeRig.Peer;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.CommitAttachment;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.Role;
import dev.godwit.wire.WelcomeSecrets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What many need who come in together.
final class WelcomeRulesTest {
  private static final int JOINERS = 1_000;
  private static final int TREE_BYTES = 400 * 1024;
  private static final int COMMON_BYTES = 100 * 1024;
  private static final int OWN_BYTES = 200;

  /// Of one joiner: its part of the welcome in the intent and in its account's log, its place in
  /// the roster, its conversations.
  private static final int JOINER_BYTES_MAX = 1_500;

  private final GroupRig rig = new GroupRig();

  @Test
  void whatAllNeedIsKeptOnceAndEachGetsItsOwnSmallPart() {
    Peer last = rig.node.open(account(JOINERS - 1)).hello();
    long before = rig.node.storedBytes;
    rig.alice.says(commit());
    long stored = rig.node.storedBytes - before;
    long most = TREE_BYTES + 2L * COMMON_BYTES + (long) JOINERS * JOINER_BYTES_MAX;
    assertTrue(stored <= most, stored + " of " + most);
    Bytes kept = rig.node.logs.attachment(LogId.of(GroupRig.GROUP), 2, rig.node.now).orElseThrow();
    assertEquals(TREE_BYTES, CommitAttachment.decode(kept).ratchetTree().size());
    AccountEntry own = last.got(AccountEntry.class).getLast();
    assertEquals(AccountEntryKind.WELCOMED, own.kind());
    assertEquals(OWN_BYTES, own.payload().size());
  }

  private static AccountId account(int joiner) {
    return new AccountId(3, joiner + 1);
  }

  private Commit commit() {
    List<MemberChange> changes = new ArrayList<>();
    List<WelcomeSecrets> secrets = new ArrayList<>();
    for (int i = 0; i < JOINERS; i++) {
      changes.add(GroupRig.added(account(i), Role.MEMBER));
      secrets.add(new WelcomeSecrets(account(i), NodeRig.deviceOf(account(i)), zeros(OWN_BYTES)));
    }
    Commit plain = rig.node.commit(GroupRig.GROUP, ConversationKind.GROUP, rig.epoch(), changes);
    return new Commit(
        plain.conversation(),
        plain.id(),
        plain.epoch(),
        plain.payload(),
        plain.conversationKind(),
        changes,
        zeros(COMMON_BYTES),
        secrets,
        zeros(COMMON_BYTES),
        zeros(TREE_BYTES),
        GroupSettings.NONE);
  }

  private static Bytes zeros(int size) {
    return Bytes.owned(new byte[size]);
  }
}
