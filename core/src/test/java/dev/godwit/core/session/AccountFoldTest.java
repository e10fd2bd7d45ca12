package dev.godwit.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AccountFoldTest {
  private static final ConversationId CHAT = new ConversationId(1, 2);

  private static AccountEntry entry(AccountEntryKind kind, long conversationSequence) {
    return new AccountEntry(
        1,
        new EntryId(1, conversationSequence),
        0,
        kind,
        CHAT,
        conversationSequence,
        DeviceId.NONE,
        Bytes.EMPTY);
  }

  /// A hundred bytes for each account and conversation otherwise.
  @Test
  void membershipsFromTheFirstEntryOnAreKeptOnce() {
    AccountFold told = AccountFold.NONE.with(List.of(entry(AccountEntryKind.JOINED, 1)));
    AccountFold loaded = AccountFold.decode(told.encode());
    assertSame(told.membership(CHAT), loaded.membership(CHAT));
  }

  @Test
  void otherMembershipsAreWhatTheyAre() {
    AccountFold later = AccountFold.NONE.with(List.of(entry(AccountEntryKind.JOINED, 2)));
    assertEquals(2, later.membership(CHAT).startAfter(0));
    AccountFold gone =
        AccountFold.NONE.with(
            List.of(entry(AccountEntryKind.JOINED, 1), entry(AccountEntryKind.LEFT, 4)));
    assertEquals(4, AccountFold.decode(gone.encode()).membership(CHAT).last());
  }
}
