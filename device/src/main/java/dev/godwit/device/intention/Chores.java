package dev.godwit.device.intention;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.session.Clock;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Limits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What any member may finish, once, without all of them doing it together: whoever's time comes
/// first does it, and the others see in the log that it was done.
///
/// The waiting time is drawn so that few are early however many there are: `T (1 + ln u / ln n)`
/// with u drawn from (0, 1], for n members. So one device of a thousand acts in the first tenth.
public final class Chores {
  /// Accounts that one commit lets in.
  static final int JOINERS_MAX = 256;

  /// The longest wait for each member there is.
  private static final long MEMBER_MILLIS = 50;

  private static final long WAIT_MILLIS_MIN = 1_000;
  private static final long WAIT_MILLIS_MAX = 5_000;

  /// What the node refuses is left to others for this time.
  private static final long REFUSED_MILLIS = 60_000;

  private final GroupRecords records;
  private final Clock clock;
  private final Crypto crypto;
  private final Map<ConversationId, Long> dueMillis = new HashMap<>();
  private final Set<AccountId> leftOut = new HashSet<>();

  Chores(GroupRecords records, Clock clock, Crypto crypto) {
    this.records = records;
    this.clock = clock;
    this.crypto = crypto;
  }

  /// What this device does now for the group; empty while it waits or has nothing to do.
  Optional<Intention> next(ConversationState state) {
    Optional<Intention> work = find(state);
    if (work.isEmpty()) {
      dueMillis.remove(state.id());
      return work;
    }
    long due = dueMillis.computeIfAbsent(state.id(), _ -> clock.elapsedMillis() + wait(state));
    return clock.elapsedMillis() >= due ? work : Optional.empty();
  }

  boolean isIdle(ConversationState state) {
    return find(state).isEmpty();
  }

  /// Another commit was first: if there is still something to do, it is drawn for anew.
  void again(ConversationState state) {
    dueMillis.remove(state.id());
  }

  void refused(ConversationState state) {
    dueMillis.put(state.id(), clock.elapsedMillis() + REFUSED_MILLIS);
  }

  /// These cannot be added in this session.
  void leaveOut(List<AccountId> accounts) {
    leftOut.addAll(accounts);
  }

  void onDisconnected() {
    dueMillis.clear();
    leftOut.clear();
  }

  private Optional<Intention> find(ConversationState state) {
    GroupRecord record = records.find(state.id());
    if (!record.departed().isEmpty()) {
      return Optional.of(new Intention.TakeOutDeparted());
    }
    List<AccountId> invited =
        record.requests().keySet().stream()
            .filter(account -> record.isInvited(account) && !record.isMember(account))
            .filter(account -> !leftOut.contains(account))
            .limit(Math.min(JOINERS_MAX, Limits.GROUP_MEMBERS_MAX - record.members().size()))
            .toList();
    return invited.isEmpty() ? Optional.empty() : Optional.of(new Intention.Add(invited));
  }

  private long wait(ConversationState state) {
    int members = Math.max(2, records.find(state.id()).members().size());
    long longest = Math.clamp(members * MEMBER_MILLIS, WAIT_MILLIS_MIN, WAIT_MILLIS_MAX);
    byte[] drawn = crypto.random(2);
    int number = (drawn[0] & 0xff) << 8 | (drawn[1] & 0xff);
    double share = 1 + Math.log((number + 1) / 65_536.0) / Math.log(members);
    return Math.round(longest * Math.max(0, share));
  }
}
