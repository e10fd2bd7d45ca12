package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.MemberCursor;
import java.util.List;
import java.util.Optional;

/// A conversation that breaks its word. Each method stands in place of one call.
final class BrokenConversation {
  private BrokenConversation() {}

  /// Knows no entry again.
  static Optional<KnownIds.Known> find(KnownIds known, EntryId id) {
    return Optional.empty();
  }

  /// Takes a message of any epoch that was.
  static Admission takesOldMessages(Ask.ToAppend ask, Admission.Place place) {
    Admission right = Admission.of(ask, place);
    boolean old =
        ask instanceof Ask.ToSend(_, _, _, var send) && send.epoch() < place.state().epoch();
    return old && isRefused(right, ErrorCode.STALE_EPOCH)
        ? new Admission.Admitted(place.state(), List.of(), false)
        : right;
  }

  /// Takes a commit that is too late.
  static Admission takesLateCommits(Ask.ToAppend ask, Admission.Place place) {
    Admission right = Admission.of(ask, place);
    if (ask instanceof Ask.ToCommit toCommit && isRefused(right, ErrorCode.EPOCH_TAKEN)) {
      Commit commit = toCommit.commit();
      var at = new RosterChange.At(commit, ask.account(), place.sequence(), place.nowMillis());
      if (RosterChange.check(place.state(), at) instanceof RosterChange.Allowed allowed) {
        return new Admission.Admitted(allowed.after(), commit.changes(), false);
      }
    }
    return right;
  }

  private static boolean isRefused(Admission admission, ErrorCode error) {
    return admission instanceof Admission.Refused(var told) && told == error;
  }

  /// Tells of one entry more than a member has.
  static MemberCursor oneMore(Cursors cursors, AccountId account) {
    MemberCursor right = cursors.of(account);
    return new MemberCursor(account, right.delivered() + 1, right.read());
  }

  /// Forgets what a commit is to cause.
  static Bytes nothing(Commit commit) {
    return Bytes.EMPTY;
  }
}
