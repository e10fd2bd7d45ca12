package dev.godwit.device;

import dev.godwit.device.step.Answer;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Leave;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Send;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One conversation's log at the node.
final class TestLog {
  final ConversationId id;
  final List<Entry> entries = new ArrayList<>();
  final Map<AccountId, Long> joinedAt = new TreeMap<>();
  final Map<AccountId, MemberCursor> cursors = new TreeMap<>();
  final Map<Long, Answer.Welcome> welcomes = new HashMap<>();
  Optional<Answer.NewestGroupInfo> groupInfo = Optional.empty();
  long epoch;
  long expiredThrough;

  /// The one that somebody who came in began with: what is of before is not taken.
  long comersEpoch;

  TestLog(ConversationId id) {
    this.id = id;
  }

  long head() {
    return entries.size();
  }

  boolean isMember(AccountId account) {
    return joinedAt.containsKey(account);
  }

  Optional<Entry> find(EntryId entry) {
    return entries.stream().filter(e -> e.id().equals(entry)).findFirst();
  }

  /// Whether a commit of this device lets others in and leaves what departed in the keys.
  boolean leavesDeparted(Commit commit, AccountId by, DeviceId device) {
    Map<AccountId, Set<DeviceId>> departed = new TreeMap<>();
    for (Entry entry : entries) {
      boolean isDeparture = entry.kind() == EntryKind.DEPARTURE;
      entry.changes().forEach(change -> depart(departed, change, isDeparture));
    }
    commit.changes().forEach(change -> depart(departed, change, false));
    return commit.conversationKind() == ConversationKind.GROUP
        && !departed.isEmpty()
        && commit.changes().stream()
            .filter(change -> isAdding(change.kind()))
            .anyMatch(c -> !c.account().equals(by) || !c.devices().equals(List.of(device)));
  }

  private static void depart(
      Map<AccountId, Set<DeviceId>> departed, MemberChange change, boolean isDeparture) {
    AccountId account = change.account();
    switch (change.kind()) {
      case REMOVED, DEVICES_REMOVED -> {
        Set<DeviceId> devices = departed.computeIfAbsent(account, _ -> new HashSet<>());
        if (isDeparture) {
          devices.addAll(change.devices());
        } else if (change.kind() == MemberChangeKind.REMOVED) {
          devices.clear();
        } else {
          devices.removeAll(change.devices());
        }
        departed.values().removeIf(Set::isEmpty);
      }
      case ADDED, ROLE, DEVICES_ADDED, UNKNOWN -> {}
    }
  }

  private static boolean isAdding(MemberChangeKind kind) {
    return kind == MemberChangeKind.ADDED || kind == MemberChangeKind.DEVICES_ADDED;
  }

  List<Entry> after(long sequence) {
    long from = Math.clamp(sequence, expiredThrough, head());
    return List.copyOf(entries.subList((int) from, entries.size()));
  }

  Entry append(Send send, AccountId account, DeviceId device, long time) {
    Entry entry =
        new Entry(
            id,
            head() + 1,
            send.id(),
            time,
            account,
            device,
            EntryKind.APPLICATION,
            send.epoch(),
            send.payload(),
            List.of(),
            send.clientMetaData(),
            GroupSettings.NONE,
            false);
    entries.add(entry);
    return entry;
  }

  /// An entry that the node makes itself.
  Entry append(
      EntryKind kind, EntryId entryId, Leave said, Account from, List<MemberChange> changes) {
    Entry entry =
        new Entry(
            id,
            head() + 1,
            entryId,
            from.time(),
            from.account(),
            from.device(),
            kind,
            said.epoch(),
            said.payload(),
            changes,
            Bytes.EMPTY,
            GroupSettings.NONE,
            false);
    entries.add(entry);
    return entry;
  }

  /// Whom an entry of the node's own is of, and when it is made.
  record Account(AccountId account, DeviceId device, long time) {}

  Entry append(Commit commit, AccountId account, DeviceId device, long time) {
    Entry entry =
        new Entry(
            id,
            head() + 1,
            commit.id(),
            time,
            account,
            device,
            EntryKind.COMMIT,
            commit.epoch(),
            commit.payload(),
            commit.changes(),
            Bytes.EMPTY,
            commit.settings(),
            false);
    entries.add(entry);
    epoch++;
    if (!commit.secrets().isEmpty()) {
      comersEpoch = epoch;
    }
    long sequence = entry.sequence();
    welcomes.put(
        sequence, new Answer.Welcome(commit.welcome(), commit.groupInfo(), commit.ratchetTree()));
    groupInfo =
        Optional.of(
            new Answer.NewestGroupInfo(sequence, epoch, commit.groupInfo(), commit.ratchetTree()));
    return entry;
  }

  /// What a node does that is restored from a backup.
  void loseAfter(long sequence) {
    while (head() > sequence) {
      Entry lost = entries.removeLast();
      if (lost.kind() == EntryKind.COMMIT) {
        epoch--;
        welcomes.remove(lost.sequence());
      }
    }
    Answer.Welcome newest = welcomes.get(welcomes.keySet().stream().max(Long::compare).orElse(0L));
    groupInfo =
        Optional.ofNullable(newest)
            .map(w -> new Answer.NewestGroupInfo(head(), epoch, w.groupInfo(), w.ratchetTree()));
    cursors.replaceAll(
        (account, cursor) ->
            new MemberCursor(
                account,
                Math.min(cursor.delivered(), sequence),
                Math.min(cursor.read(), sequence)));
  }

  /// Answers whether a cursor has moved.
  boolean move(AccountId account, long delivered, long read) {
    MemberCursor before = cursors.getOrDefault(account, new MemberCursor(account, 0, 0));
    MemberCursor after =
        new MemberCursor(
            account, Math.max(before.delivered(), delivered), Math.max(before.read(), read));
    cursors.put(account, after);
    return !after.equals(before);
  }
}
