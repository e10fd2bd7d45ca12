package dev.godwit.core.conversation;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import java.util.List;

/// What is kept beside a commit for those who join by it: the attachment of its entry.
///
/// @param welcome the part of the Welcome that all joiners share
/// @param groupInfo of the new epoch, for external joins
/// @param ratchetTree the tree that belongs to it
public record CommitAttachment(Bytes welcome, Bytes groupInfo, Bytes ratchetTree) {

  static Bytes encode(Commit commit) {
    return commit(commit.welcome(), commit.groupInfo(), commit.ratchetTree()).encode();
  }

  /// Reads what [dev.godwit.core.log.Logs#attachment] answers for a commit.
  public static CommitAttachment decode(Bytes attachment) {
    Commit kept = Commit.decode(attachment);
    return new CommitAttachment(kept.welcome(), kept.groupInfo(), kept.ratchetTree());
  }

  private static Commit commit(Bytes welcome, Bytes groupInfo, Bytes ratchetTree) {
    return new Commit(
        ConversationId.NONE,
        EntryId.NONE,
        0,
        Bytes.EMPTY,
        ConversationKind.UNKNOWN,
        List.of(),
        welcome,
        List.of(),
        groupInfo,
        ratchetTree,
        GroupSettings.NONE);
  }
}
