package dev.godwit.device.group;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.GroupChange;
import dev.godwit.device.content.GroupDetails;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecord.Since;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.outbox.Outbox;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.CommitSummary;
import dev.godwit.mls.Group;
import dev.godwit.mls.Member;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What follows from a commit that the log has taken: who is a member, the line that tells of it,
/// and telling those who have joined what the group is called.
final class Effects {
  private static final int ID_BYTES = 16;

  private final Trust trust;
  private final Membership membership;
  private final GroupRecords records;
  private final Lines lines;
  private final Outbox outbox;

  Effects(Trust trust, Membership membership, GroupRecords records, Lines lines, Outbox outbox) {
    this.trust = trust;
    this.membership = membership;
    this.records = records;
    this.lines = lines;
    this.outbox = outbox;
  }

  /// @param group after the commit
  void follow(ConversationState state, Group group, Fact fact, CommitSummary summary) {
    GroupRecord record = records.find(state.id());
    Set<AccountId> before = Set.copyOf(record.members().keySet());
    if (!state.isDirect()) {
      List<GroupChange> told = told(record, fact, state.isFirst(fact.epoch()));
      fact.changes().forEach(change -> note(record, change, fact));
      lines.show(state, fact.sequence(), fact.id(), fact.timeMillis(), fact.account(), told);
    }
    takeOut(record, summary);
    records.save(state.id(), record);
    boolean hasOthers = !record.members().keySet().equals(before);
    if (hasOthers
        || !summary.added().isEmpty()
        || !summary.removed().isEmpty()
        || summary.joinedExternally()) {
      membership.changed(state, group, summary.added());
    }
    if (fact.isByThis(trust.self().account(), trust.self().device())) {
      retell(state, record, fact);
    }
  }

  /// This device has made the group.
  void created(ConversationState state, Group group, Fact fact) {
    state.group();
    GroupRecord record = records.find(state.id());
    List<GroupChange> told = new ArrayList<>(List.of(new GroupChange.Created()));
    for (MemberChange change : fact.changes()) {
      record.added(change.account(), new Since(fact.sequence(), fact.timeMillis()));
      if (!change.account().equals(trust.self().account())) {
        told.add(new GroupChange.Added(change.account()));
      }
    }
    records.save(state.id(), record);
    membership.adopt(state, group);
    lines.show(state, fact.sequence(), fact.id(), fact.timeMillis(), fact.account(), told);
    retell(state, record, fact);
  }

  private static void note(GroupRecord record, MemberChange change, Fact fact) {
    switch (change.kind()) {
      case ADDED -> record.added(change.account(), new Since(fact.sequence(), fact.timeMillis()));
      case REMOVED -> record.removed(change.account());
      case ROLE -> meet(record, change.account());
      case DEVICES_ADDED, DEVICES_REMOVED, UNKNOWN -> {}
    }
  }

  /// A member that had no device when this one came in is heard of by its role.
  private static void meet(GroupRecord record, AccountId account) {
    if (!record.isMember(account) && !record.gone().contains(account)) {
      record.added(account, Since.UNKNOWN);
    }
  }

  private void takeOut(GroupRecord record, CommitSummary summary) {
    for (Member member : summary.removed()) {
      DeviceCertificate certificate = trust.leaves().certificate(member);
      record.takenOut(certificate.account(), Set.of(certificate.device()));
    }
  }

  /// Who has left before was told of then; devices come and go without a line.
  /// A removal without a role finishes a departure, of which this device may not know in its first
  /// epoch.
  private static List<GroupChange> told(GroupRecord record, Fact fact, boolean isNew) {
    List<GroupChange> told = new ArrayList<>();
    for (MemberChange change : fact.changes()) {
      AccountId account = change.account();
      switch (change.kind()) {
        case ADDED -> told.add(new GroupChange.Added(account));
        case REMOVED -> {
          boolean finishes = isNew && change.role() == Role.UNKNOWN;
          if (!finishes && !record.gone().contains(account)) {
            told.add(new GroupChange.Removed(account));
          }
        }
        case ROLE -> told.add(new GroupChange.RoleChanged(account, change.role()));
        case DEVICES_ADDED, DEVICES_REMOVED, UNKNOWN -> {}
      }
    }
    if (!fact.settings().equals(GroupSettings.NONE)) {
      told.add(new GroupChange.SettingsChanged(fact.settings()));
    }
    return told;
  }

  private void retell(ConversationState state, GroupRecord record, Fact fact) {
    boolean adds =
        fact.changes().stream()
            .anyMatch(
                change ->
                    change.kind() == MemberChangeKind.DEVICES_ADDED
                        || (change.kind() == MemberChangeKind.ADDED
                            && change.role() != Role.OWNER));
    boolean hasMore =
        !record.details().equals(GroupDetails.NONE) || !record.invitations().isEmpty();
    if (adds && hasMore && !state.isDirect()) {
      tell(state, record, fact.timeMillis());
    }
  }

  /// Tells the details and links as they stand to all members.
  void tell(ConversationState state, GroupRecord record, long timeMillis) {
    EntryId id = EntryId.of(dev.godwit.wire.Bytes.owned(trust.crypto().random(ID_BYTES)));
    List<dev.godwit.device.content.Invitation> invitations = List.copyOf(record.invitations());
    outbox.add(state.id(), id, new Content.Details(record.details(), invitations), timeMillis);
  }
}
