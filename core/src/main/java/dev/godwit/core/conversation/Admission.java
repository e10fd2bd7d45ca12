package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import dev.godwit.wire.Send;

/// Whether an entry may be appended, by what the conversation is at its head.
sealed interface Admission {
  /// Application messages are taken for this many epochs before the current one.
  int EPOCHS_BACK_MAX = 2;

  /// A retry: the entry is there.
  record Known(KnownIds.Known entry) implements Admission {}

  record Refused(ErrorCode error) implements Admission {}

  /// It may, and the conversation is `after` then.
  record Admitted(ConversationState after) implements Admission {}

  /// What an entry is checked against.
  record Place(ConversationState state, long sequence, KnownIds known, Cursors cursors) {}

  static Admission of(Ask.ToAppend ask, Place place) {
    if (ask.id().isNone()) {
      return new Refused(ErrorCode.MALFORMED_FRAME);
    }
    return place
        .known()
        .find(ask.id())
        .map(known -> ofKnown(known, ask.account()))
        .orElseGet(() -> ofNew(ask, place));
  }

  private static Admission ofKnown(KnownIds.Known known, AccountId account) {
    return known.author().equals(account)
        ? new Known(known)
        : new Refused(ErrorCode.ENTRY_ID_REUSED);
  }

  private static Admission ofNew(Ask.ToAppend ask, Place place) {
    boolean member = place.state().roster().contains(ask.account());
    if (place.state().exists() && !member) {
      // A stranger learns no more than that it is not theirs.
      return new Refused(
          place.cursors().knows(ask.account())
              ? ErrorCode.NOT_A_MEMBER
              : ErrorCode.CONVERSATION_UNKNOWN);
    }
    return switch (ask) {
      case Ask.ToSend toSend -> ofSend(toSend.send(), place.state());
      case Ask.ToCommit toCommit -> ofCommit(toCommit, place);
    };
  }

  private static Admission ofSend(Send send, ConversationState state) {
    if (!state.exists()) {
      return new Refused(ErrorCode.CONVERSATION_UNKNOWN);
    }
    if (send.payload().size() > Limits.ENTRY_BYTES_MAX
        || send.clientMetaData().size() > Limits.CLIENT_META_DATA_BYTES_MAX) {
      return new Refused(ErrorCode.ENTRY_TOO_LARGE);
    }
    boolean current =
        send.epoch() <= state.epoch() && send.epoch() >= state.epoch() - EPOCHS_BACK_MAX;
    return current ? new Admitted(state) : new Refused(ErrorCode.STALE_EPOCH);
  }

  private static Admission ofCommit(Ask.ToCommit ask, Place place) {
    Commit commit = ask.commit();
    ConversationState state = place.state();
    if (commit.encodedSize() > Limits.COMMIT_BYTES_MAX) {
      return new Refused(ErrorCode.ENTRY_TOO_LARGE);
    }
    if (!state.exists() && commit.epoch() != 0) {
      return new Refused(ErrorCode.CONVERSATION_UNKNOWN);
    }
    if (commit.epoch() != state.epoch()) {
      return new Refused(
          commit.epoch() < state.epoch() ? ErrorCode.EPOCH_TAKEN : ErrorCode.STALE_EPOCH);
    }
    return switch (RosterChange.check(state, commit, ask.account(), place.sequence())) {
      case RosterChange.Refused refused -> new Refused(refused.error());
      case RosterChange.Allowed allowed ->
          new Admitted(
              new ConversationState(
                  state.exists() ? state.kind() : commit.conversationKind(),
                  state.epoch() + 1,
                  place.sequence(),
                  allowed.roster()));
    };
  }
}
