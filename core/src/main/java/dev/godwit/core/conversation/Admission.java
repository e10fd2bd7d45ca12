package dev.godwit.core.conversation;

import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Leave;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.Send;
import java.util.List;
import java.util.function.Supplier;

/// Whether an entry may be appended, by what the conversation is at its head.
sealed interface Admission {
  /// A retry: the entry is there.
  record Known(long sequence, long timeMillis) implements Admission {}

  record Refused(ErrorCode error) implements Admission {}

  /// It may, and the conversation is `after` then.
  ///
  /// @param changes what the entry says of the members
  /// @param needsApproval of a join request
  record Admitted(ConversationState after, List<MemberChange> changes, boolean needsApproval)
      implements Admission {}

  /// There is nothing to append any more.
  record NothingToDo() implements Admission {}

  /// Whether it cannot be wrong where others append too: the append finds out, or the entry is
  /// there.
  default boolean isCertain() {
    return this instanceof Admitted || this instanceof Known;
  }

  /// What an entry is checked against.
  record Place(
      ConversationState state, long sequence, KnownIds known, Cursors cursors, long nowMillis) {}

  static Admission of(Ask.ToAppend ask, Place place) {
    if (ask.id().isNone()) {
      return new Refused(ErrorCode.MALFORMED_FRAME);
    }
    return place
        .known()
        .find(ask.id())
        .map(known -> ofKnown(known, ask))
        .orElseGet(() -> ofNew(ask, place));
  }

  private static Admission ofKnown(KnownIds.Known known, Ask.ToAppend ask) {
    return known.author().equals(ask.account())
        ? new Known(known.sequence(), known.timeMillis())
        : new Refused(ErrorCode.ENTRY_ID_REUSED);
  }

  private static Admission ofNew(Ask.ToAppend ask, Place place) {
    return switch (ask) {
      case Ask.ToSend toSend -> ofMember(ask, place, () -> ofSend(toSend, place.state()));
      case Ask.ToCommit toCommit -> ofMember(ask, place, () -> ofCommit(toCommit, place));
      case Ask.ToLeave toLeave -> ofMember(ask, place, () -> ofLeave(toLeave, place.state()));
      case Ask.ToDepart toDepart -> ofDepart(toDepart, place.state());
      case Ask.ToJoin toJoin -> ofJoin(toJoin, place);
    };
  }

  private static Admission ofMember(Ask.ToAppend ask, Place place, Supplier<Admission> otherwise) {
    boolean member = place.state().roster().contains(ask.account());
    if (place.state().exists() && !member) {
      // A stranger learns no more than that it is not theirs.
      return new Refused(
          place.cursors().knows(ask.account())
              ? ErrorCode.NOT_A_MEMBER
              : ErrorCode.CONVERSATION_UNKNOWN);
    }
    return member && !hasPlace(ask, place.state()) ? ofDeviceWithoutKeys(ask) : otherwise.get();
  }

  /// A device of a member has the group's keys since a commit that brought it in, and until it
  /// departs.
  private static boolean hasPlace(Ask.ToAppend ask, ConversationState state) {
    return state.roster().has(ask.account(), ask.device())
        || (ask instanceof Ask.ToCommit toCommit
            && toCommit.commit().changes().stream().anyMatch(c -> isOwnPlace(c, toCommit)));
  }

  /// It catches up, and may come in from outside.
  private static Admission ofDeviceWithoutKeys(Ask.ToAppend ask) {
    return new Refused(ask instanceof Ask.ToCommit ? ErrorCode.EPOCH_TAKEN : ErrorCode.STALE_EPOCH);
  }

  private static Admission ofSend(Ask.ToSend ask, ConversationState state) {
    Send send = ask.send();
    if (!state.exists()) {
      return new Refused(ErrorCode.CONVERSATION_UNKNOWN);
    }
    if (send.payload().size() > Limits.ENTRY_BYTES_MAX
        || send.clientMetaData().size() > Limits.CLIENT_META_DATA_BYTES_MAX) {
      return new Refused(ErrorCode.ENTRY_TOO_LARGE);
    }
    if (!Settings.maySend(state.settings(), state.roster().role(ask.account()))) {
      return new Refused(ErrorCode.ANNOUNCEMENTS_ONLY);
    }
    return state.epochs().takes(send.epoch())
        ? new Admitted(state, List.of(), false)
        : new Refused(ErrorCode.STALE_EPOCH);
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
    var at = new RosterChange.At(commit, ask.account(), place.sequence(), place.nowMillis());
    return switch (RosterChange.check(state, at)) {
      case RosterChange.Refused refused -> new Refused(refused.error());
      case RosterChange.Allowed(var after) ->
          leavesDeparted(ask, after)
              ? new Refused(ErrorCode.EPOCH_TAKEN)
              : new Admitted(after, commit.changes(), false);
    };
  }

  /// Who comes into a group believes in the leaves that it finds there, so whoever lets it in takes
  /// out what departed (PROTOCOL §18.7). Who comes in from outside cannot.
  private static boolean leavesDeparted(Ask.ToCommit ask, ConversationState after) {
    return after.kind() == ConversationKind.GROUP
        && !after.orphans().isEmpty()
        && ask.commit().changes().stream()
            .anyMatch(change -> RosterChange.joins(change) && !isOwnPlace(change, ask));
  }

  private static boolean isOwnPlace(MemberChange change, Ask.ToCommit ask) {
    return change.kind() == MemberChangeKind.DEVICES_ADDED
        && change.account().equals(ask.account())
        && change.devices().equals(List.of(ask.device()));
  }

  private static Admission ofLeave(Ask.ToLeave ask, ConversationState state) {
    Leave leave = ask.leave();
    if (!state.exists()) {
      return new Refused(ErrorCode.CONVERSATION_UNKNOWN);
    }
    if (state.kind() != ConversationKind.GROUP) {
      return new Refused(ErrorCode.ROSTER_CHANGE_REFUSED);
    }
    if (leave.payload().size() > Limits.ENTRY_BYTES_MAX) {
      return new Refused(ErrorCode.ENTRY_TOO_LARGE);
    }
    return state.epochs().takes(leave.epoch())
        ? state
            .roster()
            .member(ask.account())
            .map(leaver -> admitted(Departure.ofAccount(state, leaver)))
            .orElseThrow()
        : new Refused(ErrorCode.STALE_EPOCH);
  }

  private static Admission admitted(Departure departure) {
    return new Admitted(departure.after(), departure.changes(), false);
  }

  private static Admission ofDepart(Ask.ToDepart ask, ConversationState state) {
    return Departure.ofDevice(state, ask.account(), ask.device())
        .map(Admission::admitted)
        .orElseGet(NothingToDo::new);
  }

  private static Admission ofJoin(Ask.ToJoin ask, Place place) {
    ConversationState state = place.state();
    return switch (LobbyChange.join(ask, state, place.sequence(), place.nowMillis())) {
      case LobbyChange.Refused(var error) -> new Refused(error);
      case LobbyChange.Asked(var before) -> new Known(before.sequence(), before.timeMillis());
      case LobbyChange.Allowed(var lobby) ->
          new Admitted(
              state.with(lobby),
              List.of(
                  new MemberChange(ask.account(), MemberChangeKind.ADDED, Role.MEMBER, List.of())),
              lobby.request(ask.account()).orElseThrow().needsApproval());
    };
  }
}
