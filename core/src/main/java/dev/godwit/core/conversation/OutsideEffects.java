package dev.godwit.core.conversation;

import dev.godwit.core.log.BatchBuilder;
import dev.godwit.core.log.IntentId;
import dev.godwit.core.log.LogId;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.WelcomeSecrets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What commits of one conversation still have to do in account logs: its intents, driven one after
/// the other, oldest first, so that an account sees them in order.
final class OutsideEffects {
  private final ConversationId conversation;
  private final ConversationEffects out;
  // Replaced when something is put in: most conversations have nothing to do outside.
  private NavigableMap<Long, Map<AccountId, List<AccountEntry>>> open =
      Collections.emptyNavigableMap();
  private List<IntentId> finished = List.of();

  OutsideEffects(ConversationId conversation, ConversationEffects out) {
    this.conversation = conversation;
    this.out = out;
  }

  /// The content of the intent that is written with a commit; empty when there is nothing to do.
  static Bytes intentOf(Commit commit) {
    boolean none = entriesOf(commit, 0).isEmpty();
    return none ? Bytes.EMPTY : stripped(commit).encode();
  }

  /// What it amounts to outside the log that an account leaves.
  static Commit leaving(ConversationId conversation, AccountId account) {
    var gone = new MemberChange(account, MemberChangeKind.REMOVED, Role.UNKNOWN, List.of());
    return new Commit(
        conversation,
        EntryId.NONE,
        0,
        Bytes.EMPTY,
        ConversationKind.GROUP,
        List.of(gone),
        Bytes.EMPTY,
        List.of(),
        Bytes.EMPTY,
        Bytes.EMPTY,
        GroupSettings.NONE);
  }

  private static Commit stripped(Commit commit) {
    return new Commit(
        commit.conversation(),
        commit.id(),
        commit.epoch(),
        Bytes.EMPTY,
        commit.conversationKind(),
        commit.changes(),
        Bytes.EMPTY,
        commit.secrets(),
        Bytes.EMPTY,
        Bytes.EMPTY,
        GroupSettings.NONE);
  }

  /// The commit at `sequence` is durable; or its intent was found and may be under way already.
  void start(long sequence, Commit commit, long head) {
    Map<AccountId, List<AccountEntry>> effects = entriesOf(commit, sequence);
    if (effects.isEmpty()) {
      return;
    }
    if (open.isEmpty()) {
      open = new TreeMap<>();
    }
    open.putIfAbsent(sequence, effects);
    if (open.firstKey() == sequence) {
      drive(head);
    }
  }

  /// Asks again for everything of the oldest intent that was not confirmed.
  void drive(long head) {
    if (open.isEmpty()) {
      return;
    }
    long sequence = open.firstKey();
    open.firstEntry()
        .getValue()
        .forEach((account, entries) -> out.applyTo(account, conversation, sequence, head, entries));
  }

  /// One account's part is durable; true when that was the last one of its intent.
  boolean onDone(long sequence, AccountId account, long head) {
    Map<AccountId, List<AccountEntry>> left = open.get(sequence);
    if (left == null || left.remove(account) == null || !left.isEmpty()) {
      return false;
    }
    open.remove(sequence);
    if (open.isEmpty()) {
      open = Collections.emptyNavigableMap();
    }
    if (finished.isEmpty()) {
      finished = new ArrayList<>(1);
    }
    finished.add(new IntentId(LogId.of(conversation), sequence));
    drive(head);
    return true;
  }

  boolean isEmpty() {
    return open.isEmpty() && finished.isEmpty();
  }

  boolean hasFinished() {
    return !finished.isEmpty();
  }

  void collect(BatchBuilder batch) {
    finished.forEach(batch::finished);
  }

  void settle() {
    finished = List.of();
  }

  private static Map<AccountId, List<AccountEntry>> entriesOf(Commit commit, long sequence) {
    Map<AccountId, List<AccountEntry>> effects = new LinkedHashMap<>();
    for (MemberChange change : commit.changes()) {
      if (change.kind() == MemberChangeKind.ADDED) {
        add(effects, commit, sequence, AccountEntryKind.JOINED, change.account());
      } else if (change.kind() == MemberChangeKind.REMOVED) {
        add(effects, commit, sequence, AccountEntryKind.LEFT, change.account());
      }
    }
    for (WelcomeSecrets secrets : commit.secrets()) {
      effects
          .computeIfAbsent(secrets.account(), account -> new ArrayList<>())
          .add(
              entry(
                  commit,
                  sequence,
                  AccountEntryKind.WELCOMED,
                  secrets.account(),
                  secrets.device(),
                  secrets.secrets()));
    }
    return effects;
  }

  private static void add(
      Map<AccountId, List<AccountEntry>> effects,
      Commit commit,
      long sequence,
      AccountEntryKind kind,
      AccountId account) {
    effects
        .computeIfAbsent(account, a -> new ArrayList<>())
        .add(entry(commit, sequence, kind, account, DeviceId.NONE, Bytes.EMPTY));
  }

  private static AccountEntry entry(
      Commit commit,
      long sequence,
      AccountEntryKind kind,
      AccountId account,
      DeviceId device,
      Bytes payload) {
    return new AccountEntry(
        0,
        DerivedIds.of(commit.conversation(), sequence, account, device, kind),
        0,
        kind,
        commit.conversation(),
        sequence,
        device,
        payload);
  }
}
