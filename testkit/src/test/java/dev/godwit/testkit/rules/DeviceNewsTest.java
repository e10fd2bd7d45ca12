package dev.godwit.testkit.rules;

import static dev.godwit.testkit.rules.NodeRig.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.account.AccountDevice;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.LogState;
import dev.godwit.core.routing.DeviceNews;
import dev.godwit.core.routing.Input;
import dev.godwit.testkit.AccountsContract;
import dev.godwit.testkit.MemoryAccounts;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Frame;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens to devices comes into the logs of their accounts, once, however often a node dies
/// before.
final class DeviceNewsTest {
  private static final int ENTRIES_MAX = 100;

  /// So many that the snapshot of an account's log is not written with each entry.
  private static final int CONVERSATIONS = 20;

  private static final AccountDevice TABLET = AccountsContract.device(ALICE, 2);

  private final NodeRig rig = new NodeRig(1_000);
  private final MemoryAccounts accounts = new MemoryAccounts();
  private final DeviceNews news = new DeviceNews(accounts, rig.logs, this::take);
  private boolean isDead;

  private void take(Input input) {
    if (!isDead) {
      rig.put(input);
    }
  }

  @BeforeEach
  void linkATablet() {
    accounts.create(AccountsContract.account(ALICE, "alice"), AccountsContract.device(ALICE, 1));
    accounts.link(TABLET, 9);
  }

  private List<AccountEntryKind> log() {
    return rig
        .logs
        .read(LogId.of(ALICE), 0, ENTRIES_MAX, Integer.MAX_VALUE, rig.now)
        .entries()
        .stream()
        .map(entry -> ((AccountEntry) Frame.decode(entry.frame())).kind())
        .toList();
  }

  private void revoke() {
    accounts.revoke(ALICE, TABLET.id(), rig.now, Bytes.EMPTY);
    news.revoked(ALICE, TABLET.id(), Bytes.EMPTY);
  }

  @Test
  void whatWasToldIsForgottenAndNotToldAgain() {
    news.linked(TABLET);
    news.tellAgain();
    news.tellAgain();
    assertEquals(List.of(AccountEntryKind.DEVICE_LINKED), log());
    assertTrue(accounts.untold(ENTRIES_MAX).isEmpty());
  }

  @Test
  void whatANodeDidNotTellBeforeItDiedTheNextOneTells() {
    isDead = true;
    news.linked(TABLET);
    isDead = false;
    news.tellAgain();
    isDead = true;
    revoke();
    isDead = false;
    assertEquals(List.of(AccountEntryKind.DEVICE_LINKED), log());
    news.tellAgain();
    news.tellAgain();
    assertEquals(List.of(AccountEntryKind.DEVICE_LINKED, AccountEntryKind.DEVICE_REVOKED), log());
    assertTrue(accounts.untold(ENTRIES_MAX).isEmpty());
  }

  @Test
  void whoWasRevokedIsNotToldToBeLinkedAfterwards() {
    isDead = true;
    news.linked(TABLET);
    isDead = false;
    revoke();
    news.tellAgain();
    assertEquals(List.of(AccountEntryKind.DEVICE_REVOKED), log());
  }

  @Test
  void whatWasToldIsKnownAlsoBehindTheSnapshot() {
    NodeRig.Peer alice = rig.open(ALICE).hello();
    for (int group = 1; group <= CONVERSATIONS; group++) {
      alice.says(rig.creation(new ConversationId(20, group), ConversationKind.GROUP, ALICE));
    }
    news.linked(TABLET);
    LogState kept = rig.logs.load(LogId.of(ALICE));
    assertTrue(kept.snapshotSequence() < kept.head(), "the snapshot does not have it");
    news.tellAgain();
    assertTrue(accounts.untold(ENTRIES_MAX).isEmpty());
  }
}
