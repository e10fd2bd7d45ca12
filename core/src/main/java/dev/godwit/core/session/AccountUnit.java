package dev.godwit.core.session;

import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogState;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.ConversationId;
import java.util.List;

/// Entries for an account's log that belong together: all of them are appended, once, or none.
///
/// @param conversation whose commit causes them, NONE when it is something of the account itself
/// @param commitSequence of that commit
/// @param head of the conversation when they were made
/// @param entries without sequence and time
public record AccountUnit(
    ConversationId conversation, long commitSequence, long head, List<AccountEntry> entries) {
  public AccountUnit {
    entries = List.copyOf(entries);
  }

  /// Something of the account itself.
  public static AccountUnit ofAccount(AccountEntry entry) {
    return new AccountUnit(ConversationId.NONE, 0, 0, List.of(entry));
  }

  /// Whether all of it is in the account's log, of which the store has this state and these entries
  /// behind the snapshot.
  public boolean isIn(LogState kept, List<LogEntry> behind) {
    return AccountFold.of(kept, behind).has(this);
  }

  /// Whether it is the same, told at another time.
  boolean isSameAs(AccountUnit other) {
    return conversation.equals(other.conversation)
        && commitSequence == other.commitSequence
        && entries.equals(other.entries);
  }

  /// Whether the account leaves the conversation by it.
  boolean isLeaving() {
    return entries.stream().anyMatch(entry -> entry.kind() == AccountEntryKind.LEFT);
  }

  boolean isOfConversation() {
    return !conversation.isNone();
  }
}
