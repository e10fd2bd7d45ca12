package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.Role;
import dev.godwit.wire.WelcomeSecrets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which changes of the members a commit may make, and the roster after them.
final class RosterChange {
  /// What came of checking a commit's changes.
  sealed interface Outcome {}

  record Allowed(Roster roster) implements Outcome {}

  record Refused(ErrorCode error) implements Outcome {}

  private static final Refused REFUSED = new Refused(ErrorCode.ROSTER_CHANGE_REFUSED);

  private final Commit commit;
  private final AccountId author;
  private final Role authorRole;
  private final ConversationKind kind;
  private final boolean creating;
  private final long sequence;
  private final Map<AccountId, Member> members = new LinkedHashMap<>();

  private RosterChange(ConversationState state, Commit commit, AccountId author, long sequence) {
    this.commit = commit;
    this.author = author;
    this.creating = !state.exists();
    this.kind = creating ? commit.conversationKind() : state.kind();
    this.authorRole =
        creating
            ? Role.OWNER
            : state.roster().member(author).map(Member::role).orElse(Role.UNKNOWN);
    this.sequence = sequence;
    state.roster().members().forEach(member -> members.put(member.account(), member));
  }

  /// Checks what `commit` of `author` does to `state`, if it were appended at `sequence`.
  static Outcome check(ConversationState state, Commit commit, AccountId author, long sequence) {
    RosterChange change = new RosterChange(state, commit, author, sequence);
    return change.apply();
  }

  private Outcome apply() {
    if (creating && !mayCreate()) {
      return REFUSED;
    }
    Set<AccountId> seen = new HashSet<>();
    for (MemberChange change : commit.changes()) {
      if (!seen.add(change.account()) || !apply(change)) {
        return REFUSED;
      }
    }
    if (members.size() > Limits.GROUP_MEMBERS_MAX) {
      return new Refused(ErrorCode.CONVERSATION_FULL);
    }
    return isSound() ? new Allowed(new Roster(members.values())) : REFUSED;
  }

  private boolean mayCreate() {
    return switch (kind) {
      case DIRECT -> addsExactlyTheTwo();
      case GROUP -> commit.changes().stream().anyMatch(c -> c.account().equals(author));
      case UNKNOWN -> false;
    };
  }

  private boolean addsExactlyTheTwo() {
    List<MemberChange> changes = commit.changes();
    return changes.size() == 2
        && changes.stream().anyMatch(change -> change.account().equals(author))
        && DirectConversation.isBetween(
            commit.conversation(), changes.get(0).account(), changes.get(1).account());
  }

  private boolean apply(MemberChange change) {
    return switch (change.kind()) {
      case ADDED -> add(change);
      case REMOVED -> remove(change);
      case ROLE -> changeRole(change);
      case DEVICES_ADDED -> addDevices(change);
      case DEVICES_REMOVED -> removeDevices(change);
      case UNKNOWN -> false;
    };
  }

  private boolean add(MemberChange change) {
    if (members.containsKey(change.account()) || change.account().isNone()) {
      return false;
    }
    if (!creating && (kind != ConversationKind.GROUP || !isAtLeast(Role.ADMIN))) {
      return false;
    }
    Role role = roleOfNew(change);
    members.put(change.account(), new Member(change.account(), role, change.devices(), sequence));
    return creating || role.number() <= authorRole.number();
  }

  private Role roleOfNew(MemberChange change) {
    if (kind == ConversationKind.DIRECT) {
      return Role.MEMBER;
    }
    if (creating && change.account().equals(author)) {
      return Role.OWNER;
    }
    return change.role() == Role.UNKNOWN ? Role.MEMBER : change.role();
  }

  private boolean remove(MemberChange change) {
    Member removed = members.remove(change.account());
    return removed != null
        && kind == ConversationKind.GROUP
        && isAtLeast(Role.ADMIN)
        && removed.role().number() <= authorRole.number();
  }

  private boolean changeRole(MemberChange change) {
    Member member = members.get(change.account());
    if (member == null || kind != ConversationKind.GROUP || !isAtLeast(Role.OWNER)) {
      return false;
    }
    members.put(change.account(), member.withRole(change.role()));
    return change.role() != Role.UNKNOWN;
  }

  private boolean addDevices(MemberChange change) {
    Member member = members.get(change.account());
    if (member == null || change.devices().isEmpty()) {
      return false;
    }
    // A device that joins again by an external commit is in the roster already.
    List<DeviceId> devices = new ArrayList<>(member.devices());
    change.devices().stream().filter(device -> !devices.contains(device)).forEach(devices::add);
    members.put(change.account(), member.withDevices(devices));
    return true;
  }

  private boolean removeDevices(MemberChange change) {
    Member member = members.get(change.account());
    if (member == null || !member.devices().containsAll(change.devices())) {
      return false;
    }
    List<DeviceId> devices = new ArrayList<>(member.devices());
    devices.removeAll(change.devices());
    members.put(change.account(), member.withDevices(devices));
    return !devices.isEmpty();
  }

  private boolean isAtLeast(Role role) {
    return authorRole.number() >= role.number();
  }

  private boolean isSound() {
    return hasAnOwner()
        && members.values().stream().allMatch(RosterChange::hasSoundDevices)
        && commit.secrets().stream().allMatch(this::isForALeaf);
  }

  private boolean hasAnOwner() {
    return kind != ConversationKind.GROUP
        || members.values().stream().anyMatch(member -> member.role() == Role.OWNER);
  }

  private static boolean hasSoundDevices(Member member) {
    return !member.devices().isEmpty()
        && member.devices().size() <= Limits.DEVICES_PER_ACCOUNT_MAX
        && new HashSet<>(member.devices()).size() == member.devices().size();
  }

  private boolean isForALeaf(WelcomeSecrets secrets) {
    Member member = members.get(secrets.account());
    return member != null && member.devices().contains(secrets.device());
  }
}
