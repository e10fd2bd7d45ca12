package dev.godwit.node;

import dev.godwit.core.account.Reply;
import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.conversation.Member;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.Logs;
import dev.godwit.gateway.rest.Newest;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ErrorCode;

/// Reads conversations as their members see them, straight from the store.
final class MemberViews {
  /// States that are kept.
  private static final int STATES_KEPT_MAX = 16;

  private record Decoded(Bytes snapshot, ConversationState state) {}

  private final Logs logs;
  private final Newest<ConversationId, Decoded> decoded = new Newest<>(STATES_KEPT_MAX);

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
    ConversationState state = state(conversation, kept.snapshot());
    return state
        .roster()
        .member(account)
        .map(member -> Reply.given(new View(log, kept, state, member)))
        .orElseGet(() -> Reply.refused(ErrorCode.CONVERSATION_UNKNOWN));
  }

  /// The conversation whatever it is.
  ConversationState state(ConversationId conversation) {
    return state(conversation, logs.load(LogId.of(conversation)).snapshot());
  }

  /// The members of a large group ask within a moment, so the newest states are kept decoded.
  private ConversationState state(ConversationId conversation, Bytes snapshot) {
    return decoded
        .find(conversation)
        .filter(kept -> kept.snapshot().equals(snapshot))
        .map(Decoded::state)
        .orElseGet(
            () -> {
              ConversationState state = ConversationState.decode(snapshot);
              decoded.put(conversation, new Decoded(snapshot, state));
              return state;
            });
  }
}
