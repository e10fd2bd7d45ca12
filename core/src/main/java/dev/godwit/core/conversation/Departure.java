package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.Succession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Somebody is off the roster without a commit (PROTOCOL §18.4 to §18.7).
///
/// @param changes what its entry says
/// @param after what the conversation is then; what departed is an orphan
record Departure(List<MemberChange> changes, ConversationState after) {
  Departure {
    changes = List.copyOf(changes);
  }

  /// A member leaves with all its devices.
  static Departure ofAccount(ConversationState state, Member leaver) {
    List<Member> left = new ArrayList<>(state.roster().members());
    left.removeIf(member -> member.account().equals(leaver.account()));
    List<MemberChange> changes = new ArrayList<>();
    changes.add(change(leaver.account(), MemberChangeKind.REMOVED, Role.UNKNOWN, leaver.devices()));
    successor(left)
        .ifPresent(
            heir -> {
              left.replaceAll(
                  member -> member.account().equals(heir) ? member.withRole(Role.OWNER) : member);
              changes.add(change(heir, MemberChangeKind.ROLE, Role.OWNER, List.of()));
            });
    Orphans orphans = state.orphans().plus(leaver.account(), leaver.devices());
    return new Departure(changes, state.departed(new Roster(left), orphans));
  }

  private static Optional<AccountId> successor(List<Member> left) {
    return accounts(left, Role.OWNER).isEmpty()
        ? Succession.of(accounts(left, Role.ADMIN), accounts(left, Role.MEMBER))
        : Optional.empty();
  }

  private static List<AccountId> accounts(List<Member> members, Role role) {
    return members.stream().filter(m -> m.role() == role).map(Member::account).toList();
  }

  /// A device of a member was revoked; empty when it is not in the roster, or not any more.
  static Optional<Departure> ofDevice(ConversationState state, AccountId account, DeviceId device) {
    return state
        .roster()
        .member(account)
        .filter(member -> member.devices().contains(device))
        .map(member -> ofDevice(state, member, device));
  }

  private static Departure ofDevice(ConversationState state, Member member, DeviceId device) {
    List<DeviceId> kept = member.devices().stream().filter(each -> !each.equals(device)).toList();
    List<Member> members = new ArrayList<>(state.roster().members());
    members.replaceAll(
        each -> each.account().equals(member.account()) ? each.withDevices(kept) : each);
    MemberChange change =
        change(member.account(), MemberChangeKind.DEVICES_REMOVED, Role.UNKNOWN, List.of(device));
    return new Departure(
        List.of(change),
        state.departed(new Roster(members), state.orphans().plus(member.account(), device)));
  }

  private static MemberChange change(
      AccountId account, MemberChangeKind kind, Role role, List<DeviceId> devices) {
    return new MemberChange(account, kind, role, devices);
  }
}
