package dev.godwit.device.intention;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.group.Groups;
import dev.godwit.device.group.Leaves;
import dev.godwit.device.group.Looks;
import dev.godwit.device.roster.Rights;
import dev.godwit.device.roster.Roles;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Group;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Looks at what is wanted beside the group as it is.
final class Planner {
  private final Trust trust;
  private final Groups groups;
  private final GroupRecords records;
  private final Looks looks;

  Planner(Trust trust, Groups groups, GroupRecords records, Looks looks) {
    this.trust = trust;
    this.groups = groups;
    this.records = records;
    this.looks = looks;
  }

  Plan plan(ConversationState state, Kept kept) {
    if (kept.intention() instanceof Intention.Create create) {
      return plan(state, create, kept);
    }
    Optional<Group> group = groups.find(state.id());
    return group.isPresent()
        ? plan(state, group.get(), kept)
        : new Plan.Refused(ErrorCode.CONVERSATION_UNKNOWN);
  }

  private Plan plan(ConversationState state, Group group, Kept kept) {
    GroupRecord record = records.find(state.id());
    Leaves leaves = Leaves.of(group.members(), trust.leaves());
    return switch (kept.intention()) {
      case Intention.Create _ -> new Plan.Done();
      case Intention.Add(var accounts) -> add(state, record, accounts, kept);
      case Intention.Remove(var accounts) -> remove(state, record, accounts);
      case Intention.AddDevices(var devices) -> addDevices(leaves, devices, kept);
      case Intention.RemoveDevices(var devices) -> removeDevices(leaves, devices);
      case Intention.SetRole(var account, var role) -> rank(state, record, account, role);
      case Intention.SetSettings(var settings) -> settle(state, settings);
      case Intention.Leave _ ->
          state.isDirect() ? new Plan.Refused(ErrorCode.ROSTER_CHANGE_REFUSED) : new Plan.Depart();
      case Intention.TakeOutDeparted _ ->
          record.departed().isEmpty() ? new Plan.Done() : change(List.of());
    };
  }

  private Plan plan(ConversationState state, Intention.Create create, Kept kept) {
    if (state.standing() != Standing.NEW) {
      return new Plan.Done();
    }
    return create.accounts().size() + 1 > Limits.GROUP_MEMBERS_MAX
        ? new Plan.Refused(ErrorCode.CONVERSATION_FULL)
        : new Plan.Bring(without(create.accounts(), kept.leftOut()));
  }

  private Plan add(
      ConversationState state, GroupRecord record, List<AccountId> accounts, Kept kept) {
    List<AccountId> missing =
        without(accounts, kept.leftOut()).stream()
            .filter(account -> !record.isMember(account))
            .toList();
    if (missing.isEmpty()) {
      return new Plan.Done();
    }
    if (state.isDirect() || !missing.stream().allMatch(account -> mayAdd(state, record, account))) {
      return new Plan.Refused(
          state.isDirect() ? ErrorCode.ROSTER_CHANGE_REFUSED : ErrorCode.NOT_AN_ADMIN);
    }
    return record.members().size() + missing.size() > Limits.GROUP_MEMBERS_MAX
        ? new Plan.Refused(ErrorCode.CONVERSATION_FULL)
        : new Plan.Bring(missing);
  }

  private boolean mayAdd(ConversationState state, GroupRecord record, AccountId account) {
    return looks.roles(state).mayAdd(self()) || record.isInvited(account);
  }

  private Plan remove(ConversationState state, GroupRecord record, List<AccountId> accounts) {
    List<AccountId> present = accounts.stream().filter(record::isMember).toList();
    if (present.isEmpty()) {
      return new Plan.Done();
    }
    List<MemberChange> changes =
        present.stream()
            .map(
                account ->
                    new MemberChange(account, MemberChangeKind.REMOVED, Role.MEMBER, List.of()))
            .toList();
    return checked(state, record, changes, GroupSettings.NONE);
  }

  private Plan addDevices(Leaves leaves, List<DeviceId> devices, Kept kept) {
    boolean all = devices.stream().allMatch(device -> leaves.has(self(), device));
    return all || kept.leftOut().contains(self())
        ? new Plan.Done()
        : new Plan.Bring(List.of(self()));
  }

  private Plan removeDevices(Leaves leaves, List<DeviceId> devices) {
    List<DeviceId> present =
        devices.stream()
            .filter(device -> leaves.has(self(), device))
            .filter(device -> !device.equals(trust.self().device()))
            .toList();
    return present.isEmpty()
        ? new Plan.Done()
        : change(
            List.of(
                new MemberChange(self(), MemberChangeKind.DEVICES_REMOVED, Role.UNKNOWN, present)));
  }

  private Plan rank(ConversationState state, GroupRecord record, AccountId account, Role role) {
    Roles roles = looks.roles(state);
    if (!record.isMember(account)) {
      return new Plan.Refused(ErrorCode.NOT_A_MEMBER);
    }
    if (roles.of(account) == role) {
      return new Plan.Done();
    }
    if (role != Role.MEMBER && !roles.isAdmin(account) && roles.isFull()) {
      return new Plan.Refused(ErrorCode.CONVERSATION_FULL);
    }
    MemberChange change = new MemberChange(account, MemberChangeKind.ROLE, role, List.of());
    return checked(state, record, List.of(change), GroupSettings.NONE);
  }

  private Plan settle(ConversationState state, GroupSettings settings) {
    Roles roles = looks.roles(state);
    GroupSettings whole = roles.changed(settings).settings();
    if (whole.equals(roles.settings())) {
      return new Plan.Done();
    }
    return state.isDirect() || !roles.isAdmin(self())
        ? new Plan.Refused(ErrorCode.NOT_AN_ADMIN)
        : new Plan.Change(List.of(), whole);
  }

  private Plan checked(
      ConversationState state,
      GroupRecord record,
      List<MemberChange> changes,
      GroupSettings settings) {
    Predicate<AccountId> gone = record.gone()::contains;
    Rights rights = new Rights(looks.roles(state), gone, gone, record::isInvited);
    return !state.isDirect() && rights.allow(self(), changes, settings)
        ? new Plan.Change(changes, settings)
        : new Plan.Refused(ErrorCode.ROSTER_CHANGE_REFUSED);
  }

  private static Plan change(List<MemberChange> changes) {
    return new Plan.Change(changes, GroupSettings.NONE);
  }

  private static List<AccountId> without(List<AccountId> accounts, List<AccountId> others) {
    return accounts.stream().distinct().filter(account -> !others.contains(account)).toList();
  }

  private AccountId self() {
    return trust.self().account();
  }
}
