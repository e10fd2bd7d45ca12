package dev.godwit.core.conversation;

import dev.godwit.core.log.StoreException;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Sent;

/// The frames that answer an ask.
final class Replies {
  /// When a sender that was refused for the moment may come back.
  static final int RETRY_MILLIS = 1_000;

  private final ConversationId conversation;

  Replies(ConversationId conversation) {
    this.conversation = conversation;
  }

  Bytes sent(EntryId id, long sequence, long timeMillis) {
    return Frame.encode(new Sent(conversation, id, sequence, timeMillis));
  }

  /// Epoch and head are told to members only.
  Bytes refused(Ask ask, ErrorCode error, ConversationState state, long head) {
    boolean member = state.roster().contains(ask.account());
    long retryMillis = error.retry() == ErrorCode.Retry.LATER ? RETRY_MILLIS : 0;
    return Frame.encode(
        new Error(
            error.code(),
            conversation,
            ask.id(),
            member ? state.epoch() : 0,
            member ? head : 0,
            retryMillis));
  }

  static ErrorCode errorOf(StoreException failure) {
    return switch (failure) {
      case StoreException.Full _ -> ErrorCode.STORE_FULL;
      case StoreException.Unavailable _, StoreException.Uncertain _, StoreException.Corrupt _ ->
          ErrorCode.STORE_UNAVAILABLE;
    };
  }
}
