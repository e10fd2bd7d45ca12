package dev.godwit.node;

import dev.godwit.core.account.Reply;
import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.conversation.Member;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.Logs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ErrorCode;

/// Reads conversations as their members see them, straight from the store.
final class MemberViews {
  private final Logs logs;

  /// @param logs fit for virtual threads
  MemberViews(Logs logs) {
    this.logs = logs;
  }

  /// A conversation as one of its members sees it.
  record View(LogId log, LogState kept, ConversationState state, Member member) {}

  /// To others it looks as if it were not there.
  Reply<View> of(AccountId account, ConversationId conversation) {
    LogId log = LogId.of(conversation);
    LogState kept = logs.load(log);
    ConversationState state = ConversationState.decode(kept.snapshot());
    return state
        .roster()
        .member(account)
        .map(member -> Reply.given(new View(log, kept, state, member)))
        .orElseGet(() -> Reply.refused(ErrorCode.CONVERSATION_UNKNOWN));
  }

  /// The conversation whatever it is.
  ConversationState state(ConversationId conversation) {
    return ConversationState.decode(logs.load(LogId.of(conversation)).snapshot());
  }
}
