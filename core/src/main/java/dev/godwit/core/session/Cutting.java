package dev.godwit.core.session;

import dev.godwit.core.log.LogId;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Position;
import dev.godwit.wire.Restored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a device really stands that has come from another generation of the store: what it has
/// beyond the end of a log then is of a history that this store does not know.
final class Cutting {
  private final Hello hello;
  private final Standing standing;
  private final long accountSequence;
  private final List<Position> positions = new ArrayList<>();
  private final List<Position> ahead = new ArrayList<>();
  private final List<Position> ends = new ArrayList<>();
  private final List<ConversationId> lost = new ArrayList<>();

  Cutting(Hello hello, AccountId account, Standing standing) {
    this.hello = hello;
    this.standing = standing;
    this.accountSequence = cut(ConversationId.NONE, LogId.of(account), hello.accountSequence());
    hello.positions().forEach(this::take);
  }

  private void take(Position position) {
    ConversationId conversation = position.conversation();
    Membership membership = standing.fold().membership(conversation);
    if (membership.isNone() && !isFromAnother()) {
      ahead.add(position);
      return;
    }
    if (isFromAnother() && isOutOf(membership, position)) {
      lost.add(conversation);
    }
    long sequence = cut(conversation, LogId.of(conversation), position.sequence());
    positions.add(new Position(conversation, sequence, position.receipts()));
  }

  /// Whether the account was never in, or has left before where the device stands and has come back
  /// in the other history only: its log has told the device of that already, and will not again.
  private static boolean isOutOf(Membership membership, Position position) {
    return membership.isNone() || position.sequence() > membership.last();
  }

  private long cut(ConversationId conversation, LogId log, long sequence) {
    long end = standing.cuts().end(log, hello.generation());
    if (sequence > end) {
      ends.add(new Position(conversation, end, false));
    }
    return Math.min(sequence, end);
  }

  private boolean isFromAnother() {
    return hello.generation() != standing.cuts().generation();
  }

  /// What the device is told before anything else, unless it is of this generation.
  Optional<Restored> told() {
    return isFromAnother()
        ? Optional.of(new Restored(standing.cuts().generation(), ends, lost))
        : Optional.empty();
  }

  /// Where the device stands in conversations that the account's log does not have yet.
  List<Position> ahead() {
    return ahead;
  }

  /// How far the device has the account's log.
  long accountSequence() {
    return accountSequence;
  }

  /// How far it has each of its conversations.
  List<Position> positions() {
    return positions;
  }
}
