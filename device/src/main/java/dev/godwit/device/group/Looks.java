package dev.godwit.device.group;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.roster.Roles;
import dev.godwit.device.trust.Trust;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Role;

/// What a group shows of itself in the list of conversations.
public final class Looks {
  private final Trust trust;
  private final Groups groups;
  private final GroupRecords records;

  public Looks(Trust trust, Groups groups, GroupRecords records) {
    this.trust = trust;
    this.groups = groups;
    this.records = records;
  }

  /// Brings the row up to date; to be saved by the caller. Whether anything has changed.
  public boolean update(ConversationState state) {
    GroupRecord record = records.find(state.id());
    AccountId self = trust.self().account();
    Role role = groups.has(state.id()) ? roles(state).of(self) : Role.UNKNOWN;
    return state.looks(record.details().name(), role, record.members().size());
  }

  /// The roles as they hold now: without those who have left, and with an owner.
  public Roles roles(ConversationState state) {
    return groups
        .find(state.id())
        .map(group -> Charter.holding(group, records.find(state.id()), trust.leaves()))
        .orElse(Roles.NONE);
  }
}
