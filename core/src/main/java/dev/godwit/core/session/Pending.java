package dev.godwit.core.session;

import dev.godwit.core.conversation.Asker;
import dev.godwit.core.log.Append;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Units on their way into an account's log. They stay until they are durable, whatever the store
/// does, because nobody asks for them again soon.
final class Pending {
  /// Units that wait; more are dropped and come again when their intent is swept.
  static final int UNITS_MAX = 4_096;

  private final AccountId account;
  private final List<Waiting> units = new ArrayList<>();

  /// Heads of conversations that the account joins by a unit that is not durable yet; replaced when
  /// there is one.
  private Map<ConversationId, Long> heads = Map.of();

  private Optional<Stage> staged = Optional.empty();

  /// A unit, and who hears when it is durable: of several homes each that asked.
  record Waiting(AccountUnit unit, Set<Asker> askers) {}

  /// All units that waited, as one append.
  ///
  /// @param entries what is appended
  /// @param after the fold with them
  record Stage(List<Waiting> units, List<AccountEntry> entries, AccountFold after, Append append) {}

  Pending(AccountId account) {
    this.account = account;
  }

  boolean isEmpty() {
    return units.isEmpty();
  }

  /// @param askers none when nobody waits for it
  void add(AccountUnit unit, Set<Asker> askers) {
    units.stream()
        .filter(waiting -> waiting.unit().isSameAs(unit))
        .findFirst()
        .ifPresentOrElse(
            waiting -> waiting.askers().addAll(askers),
            () -> {
              if (units.size() < UNITS_MAX) {
                units.add(new Waiting(unit, new LinkedHashSet<>(askers)));
              }
            });
    if (unit.isOfConversation()) {
      if (heads.isEmpty()) {
        heads = new HashMap<>();
      }
      heads.merge(unit.conversation(), unit.head(), Math::max);
    }
  }

  /// The conversation is at `head`, if one of the units is about it.
  void moved(ConversationId conversation, long head) {
    if (!heads.isEmpty()) {
      heads.computeIfPresent(conversation, (id, kept) -> Math.max(kept, head));
    }
  }

  /// Up to where the account may read of the conversation, by a unit that is not durable yet.
  long endOf(ConversationId conversation) {
    long end = Long.MAX_VALUE;
    for (Waiting waiting : units) {
      AccountUnit unit = waiting.unit();
      if (unit.conversation().equals(conversation) && unit.isLeaving()) {
        end = Math.min(end, unit.commitSequence());
      }
    }
    return end;
  }

  /// Takes out what is in the log already.
  List<Waiting> takeDone(AccountFold fold) {
    List<Waiting> done = units.stream().filter(waiting -> fold.has(waiting.unit())).toList();
    units.removeAll(done);
    done.forEach(waiting -> takeHead(waiting.unit().conversation()));
    return done;
  }

  /// One append of all units, behind `head`.
  ///
  /// @param fold of the log up to there
  /// @param age of its snapshot
  Append stage(AccountFold fold, long head, SnapshotAge age, long timeMillis) {
    List<AccountEntry> entries = new ArrayList<>();
    List<LogEntry> kept = new ArrayList<>();
    for (Waiting waiting : units) {
      for (AccountEntry entry : waiting.unit().entries()) {
        AccountEntry placed = placed(entry, head + entries.size() + 1, timeMillis);
        entries.add(placed);
        kept.add(new LogEntry(placed.sequence(), placed.id(), timeMillis, Frame.encode(placed)));
      }
    }
    AccountFold after = fold.with(entries);
    Bytes snapshot = age.isDueWith(kept) ? after.encode() : Bytes.EMPTY;
    Bytes intent = Departures.intentOf(entries, fold, after);
    Append append = new Append(LogId.of(account), head, kept, snapshot, intent, Bytes.EMPTY);
    staged = Optional.of(new Stage(List.copyOf(units), List.copyOf(entries), after, append));
    return append;
  }

  private static AccountEntry placed(AccountEntry entry, long sequence, long timeMillis) {
    return new AccountEntry(
        sequence,
        entry.id(),
        timeMillis,
        entry.kind(),
        entry.conversation(),
        entry.conversationSequence(),
        entry.device(),
        entry.payload(),
        entry.unknown());
  }

  /// What was staged is durable.
  Stage settle() {
    Stage durable = staged.orElseThrow();
    units.removeAll(durable.units());
    unstage();
    return durable;
  }

  /// What was staged did not become durable; it stays.
  void unstage() {
    staged = Optional.empty();
  }

  /// The newest head that was told for a conversation of a unit that is durable now.
  long takeHead(ConversationId conversation) {
    Long head = heads.isEmpty() ? null : heads.remove(conversation);
    return head == null ? 0 : head;
  }
}
