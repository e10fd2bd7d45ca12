package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.WelcomeSecrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which changes of the members and settings a commit may make (PROTOCOL §18.1), and what the
/// conversation is after them.
final class RosterChange {
  /// What came of checking a commit's changes.
  sealed interface Outcome {}

  record Allowed(ConversationState after) implements Outcome {
    Roster roster() {
      return after.roster();
    }
  }

  record Refused(ErrorCode error) implements Outcome {}

  private static final Refused REFUSED = new Refused(ErrorCode.ROSTER_CHANGE_REFUSED);

  /// A commit and where it would stand.
  record At(Commit commit, AccountId author, long sequence, long timeMillis) {}

  private final ConversationState state;
  private final At at;
  private final Role authorRole;
  private final ConversationKind kind;
  private final boolean creating;
  private final Map<AccountId, Member> members = new LinkedHashMap<>();
  private Orphans orphans;
  private Lobby lobby;

  private RosterChange(ConversationState state, At at) {
    this.state = state;
    this.at = at;
    this.creating = !state.exists();
    this.kind = creating ? at.commit().conversationKind() : state.kind();
    this.authorRole = creating ? Role.OWNER : state.roster().role(at.author());
    this.orphans = state.orphans();
    this.lobby = state.lobby();
    state.roster().members().forEach(member -> members.put(member.account(), member));
  }

  /// Checks what a commit does to `state`.
  static Outcome check(ConversationState state, At at) {
    return new RosterChange(state, at).apply();
  }

  private Outcome apply() {
    if (creating && !mayCreate()) {
      return REFUSED;
    }
    if (!mayChangeSettings()) {
      return new Refused(ErrorCode.NOT_AN_ADMIN);
    }
    Map<AccountId, MemberChangeKind> seen = new LinkedHashMap<>();
    for (MemberChange change : at.commit().changes()) {
      MemberChangeKind before = seen.put(change.account(), change.kind());
      if ((before != null && !mayFollow(before, change.kind())) || !apply(change)) {
        return REFUSED;
      }
    }
    return isTooLarge() ? new Refused(ErrorCode.CONVERSATION_FULL) : ifSound();
  }

  /// Whether a change of an account may stand behind another one of the same.
  private static boolean mayFollow(MemberChangeKind before, MemberChangeKind change) {
    return switch (before) {
      case REMOVED -> change == MemberChangeKind.ADDED;
      case DEVICES_REMOVED ->
          change == MemberChangeKind.DEVICES_ADDED || change == MemberChangeKind.ROLE;
      case ADDED, ROLE, DEVICES_ADDED, UNKNOWN -> false;
    };
  }

  private boolean mayCreate() {
    return switch (kind) {
      case DIRECT -> addsExactlyThoseOfTheId();
      case GROUP -> at.commit().changes().stream().anyMatch(c -> c.account().equals(at.author()));
      case UNKNOWN -> false;
    };
  }

  /// Two accounts; or one, which has a conversation of its own devices.
  private boolean addsExactlyThoseOfTheId() {
    List<MemberChange> changes = at.commit().changes();
    return !changes.isEmpty()
        && changes.size() <= 2
        && changes.stream().anyMatch(change -> change.account().equals(at.author()))
        && DirectConversation.isBetween(
            at.commit().conversation(), changes.getFirst().account(), changes.getLast().account());
  }

  private boolean mayChangeSettings() {
    return Settings.isUnchanged(at.commit().settings())
        || (kind == ConversationKind.GROUP && Settings.isAdmin(authorRole));
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
    AccountId account = change.account();
    if (members.containsKey(account) || account.isNone() || orphans.of(account).isPresent()) {
      return false;
    }
    Role role = roleOfNew(change);
    if (!creating && !mayAdd(account, role)) {
      return false;
    }
    members.put(
        account, new Member(account, role, change.devices(), at.sequence(), at.timeMillis()));
    lobby = lobby.minus(account);
    return hasSoundDevices(change.devices());
  }

  private boolean mayAdd(AccountId account, Role role) {
    return kind == ConversationKind.GROUP
        && (role == Role.MEMBER || authorRole == Role.OWNER)
        && (Settings.mayAdd(state.settings(), authorRole) || state.lobby().lets(account));
  }

  private Role roleOfNew(MemberChange change) {
    if (kind == ConversationKind.DIRECT) {
      return Role.MEMBER;
    }
    if (creating && change.account().equals(at.author())) {
      return Role.OWNER;
    }
    return change.role() == Role.UNKNOWN ? Role.MEMBER : change.role();
  }

  private boolean remove(MemberChange change) {
    Member removed = members.remove(change.account());
    Optional<Orphan> gone = orphans.of(change.account());
    orphans = orphans.minus(change.account());
    return removed == null ? gone.isPresent() : mayRemove(removed);
  }

  private boolean mayRemove(Member removed) {
    return kind == ConversationKind.GROUP
        && !removed.account().equals(at.author())
        && (authorRole == Role.OWNER
            || (authorRole == Role.ADMIN && removed.role() == Role.MEMBER));
  }

  private boolean changeRole(MemberChange change) {
    Member member = members.get(change.account());
    if (member == null || kind != ConversationKind.GROUP || authorRole != Role.OWNER) {
      return false;
    }
    members.put(change.account(), member.withRole(change.role()));
    return change.role() != Role.UNKNOWN;
  }

  private boolean addDevices(MemberChange change) {
    Member member = members.get(change.account());
    if (member == null || change.devices().isEmpty() || hasDeparted(change)) {
      return false;
    }
    // A device that joins again by an external commit is in the roster already.
    List<DeviceId> devices = new ArrayList<>(member.devices());
    change.devices().stream().filter(device -> !devices.contains(device)).forEach(devices::add);
    members.put(change.account(), member.withDevices(devices));
    return hasSoundDevices(devices);
  }

  private boolean hasDeparted(MemberChange change) {
    return orphans
        .of(change.account())
        .filter(orphan -> change.devices().stream().anyMatch(orphan.devices()::contains))
        .isPresent();
  }

  /// Of those given some may have departed, others may still be in the roster.
  private boolean removeDevices(MemberChange change) {
    List<DeviceId> own = new ArrayList<>(change.devices());
    orphans.of(change.account()).ifPresent(orphan -> own.removeAll(orphan.devices()));
    orphans = orphans.minus(change.account(), change.devices());
    return !change.devices().isEmpty() && (own.isEmpty() || removeOwn(change.account(), own));
  }

  private boolean removeOwn(AccountId account, List<DeviceId> gone) {
    Member member = members.get(account);
    if (member == null || !account.equals(at.author()) || !member.devices().containsAll(gone)) {
      return false;
    }
    List<DeviceId> devices = new ArrayList<>(member.devices());
    devices.removeAll(gone);
    members.put(account, member.withDevices(devices));
    return !devices.isEmpty();
  }

  private static boolean hasSoundDevices(List<DeviceId> devices) {
    return !devices.isEmpty()
        && devices.size() <= Limits.DEVICES_PER_ACCOUNT_MAX
        && Set.copyOf(devices).size() == devices.size();
  }

  private boolean isTooLarge() {
    int devices = members.values().stream().mapToInt(member -> member.devices().size()).sum();
    return members.size() > Limits.GROUP_MEMBERS_MAX
        || devices + orphans.devices() > Limits.GROUP_DEVICES_MAX;
  }

  private Outcome ifSound() {
    boolean sound = hasAnOwner() && at.commit().secrets().stream().allMatch(this::isForALeaf);
    return sound ? new Allowed(after()) : REFUSED;
  }

  private ConversationState after() {
    GroupSettings settings = at.commit().settings();
    return new ConversationState(
        kind,
        state.epochs().next(at.sequence(), joins(at.commit())),
        new Roster(members.values()),
        Settings.isUnchanged(settings) ? state.settings() : settings,
        orphans,
        lobby);
  }

  /// Whether some device may have keys only from there on. One that is in and joins anew changes
  /// nothing that can be seen.
  private static boolean joins(Commit commit) {
    boolean isPlain = commit.changes().isEmpty() && Settings.isUnchanged(commit.settings());
    return isPlain || commit.changes().stream().anyMatch(RosterChange::joins);
  }

  /// Whether it lets devices into the group.
  static boolean joins(MemberChange change) {
    return change.kind() == MemberChangeKind.ADDED
        || change.kind() == MemberChangeKind.DEVICES_ADDED;
  }

  private boolean hasAnOwner() {
    long owners = members.values().stream().filter(each -> each.role() == Role.OWNER).count();
    long admins = members.values().stream().filter(each -> Settings.isAdmin(each.role())).count();
    return kind != ConversationKind.GROUP || (owners > 0 && admins <= Limits.GROUP_ADMINS_MAX);
  }

  private boolean isForALeaf(WelcomeSecrets secrets) {
    Member member = members.get(secrets.account());
    return member != null && member.devices().contains(secrets.device());
  }
}
