package dev.godwit.device.roster;

import dev.godwit.device.codec.MalformedRecord;
import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.Succession;
import dev.godwit.wire.WhoMay;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The settings of a group, and which of its members are owners and admins; everybody else in it is
/// a plain member.
///
/// They stand in the group context, in an extension of a private type, so that all members agree on
/// them and whoever joins learns them from a member and not from the node.
///
/// @param settings with none of them unknown
/// @param ranked owners and admins only
public record Roles(GroupSettings settings, SortedMap<AccountId, Role> ranked) {
  /// The type of the extension of the group context, for private use (RFC 9420 §17.3).
  public static final int EXTENSION_TYPE = 0xf0a1;

  /// The settings of a new group.
  public static final GroupSettings NEW_GROUP =
      new GroupSettings(WhoMay.ADMINS, WhoMay.ALL, WhoMay.ALL);

  /// Of a conversation without roles, such as a direct one.
  public static final Roles NONE = new Roles(NEW_GROUP, new TreeMap<>());

  private static final long FORMAT = 1;

  public Roles {
    settings = complete(settings, NEW_GROUP);
    ranked = new TreeMap<>(ranked);
  }

  /// A new group, owned by who makes it.
  public static Roles of(AccountId owner, GroupSettings settings) {
    return new Roles(settings, new TreeMap<>(Map.of(owner, Role.OWNER)));
  }

  public Role of(AccountId account) {
    return ranked.getOrDefault(account, Role.MEMBER);
  }

  public boolean isAdmin(AccountId account) {
    return ranked.containsKey(account);
  }

  public boolean isOwner(AccountId account) {
    return of(account) == Role.OWNER;
  }

  public boolean hasOwner() {
    return ranked.containsValue(Role.OWNER);
  }

  public boolean mayAdd(AccountId account) {
    return settings.whoMayAdd() == WhoMay.ALL || isAdmin(account);
  }

  public boolean maySend(AccountId account) {
    return settings.whoMaySend() == WhoMay.ALL || isAdmin(account);
  }

  public boolean mayChangeDetails(AccountId account) {
    return settings.whoMayChangeDetails() == WhoMay.ALL || isAdmin(account);
  }

  public boolean isFull() {
    return ranked.size() >= Limits.GROUP_ADMINS_MAX;
  }

  public Roles with(AccountId account, Role role) {
    SortedMap<AccountId, Role> next = new TreeMap<>(ranked);
    if (role == Role.OWNER || role == Role.ADMIN) {
      next.put(account, role);
    } else {
      next.remove(account);
    }
    return new Roles(settings, next);
  }

  /// With those settings that are known in `some`, and the others as they are.
  public Roles changed(GroupSettings some) {
    return new Roles(complete(some, settings), ranked);
  }

  /// With other settings; [GroupSettings#NONE] leaves them.
  public Roles with(GroupSettings changed) {
    return changed.equals(GroupSettings.NONE) ? this : new Roles(changed, ranked);
  }

  public Roles without(Collection<AccountId> accounts) {
    SortedMap<AccountId, Role> next = new TreeMap<>(ranked);
    next.keySet().removeAll(accounts);
    return new Roles(settings, next);
  }

  /// What they are after a commit that claims these changes. Departures that it finishes come
  /// first, since who comes in by the same commit was not there to inherit.
  ///
  /// @param before the accounts in the group before the commit
  /// @param members those that it leaves there
  public Roles after(
      List<MemberChange> changes,
      GroupSettings changed,
      Collection<AccountId> before,
      Collection<AccountId> members) {
    Roles next = departed(changes, before).with(changed);
    for (MemberChange change : changes) {
      next =
          switch (change.kind()) {
            case ROLE, ADDED -> next.with(change.account(), change.role());
            case REMOVED -> next.with(change.account(), Role.MEMBER);
            case DEVICES_ADDED, DEVICES_REMOVED, UNKNOWN -> next;
          };
    }
    return next.settled(members);
  }

  private Roles departed(List<MemberChange> changes, Collection<AccountId> before) {
    Set<AccountId> gone =
        changes.stream()
            .filter(change -> change.kind() == MemberChangeKind.REMOVED)
            .filter(change -> change.role() == Role.UNKNOWN)
            .map(MemberChange::account)
            .collect(Collectors.toSet());
    return gone.isEmpty()
        ? this
        : without(gone).settled(before.stream().filter(each -> !gone.contains(each)).toList());
  }

  /// With an owner among these members, when there is none left (PROTOCOL §18.5).
  public Roles settled(Collection<AccountId> members) {
    if (hasOwner()) {
      return this;
    }
    List<AccountId> admins = ranked.keySet().stream().filter(members::contains).toList();
    return Succession.of(admins, List.copyOf(members))
        .map(heir -> with(heir, Role.OWNER))
        .orElse(this);
  }

  private static GroupSettings complete(GroupSettings some, GroupSettings others) {
    return new GroupSettings(
        complete(some.whoMayAdd(), others.whoMayAdd()),
        complete(some.whoMaySend(), others.whoMaySend()),
        complete(some.whoMayChangeDetails(), others.whoMayChangeDetails()));
  }

  private static WhoMay complete(WhoMay some, WhoMay other) {
    return some == WhoMay.UNKNOWN ? other : some;
  }

  public Bytes encode() {
    Packer out = new Packer().number(FORMAT);
    out.number(settings.whoMayAdd().number()).number(settings.whoMaySend().number());
    out.number(settings.whoMayChangeDetails().number());
    ranked.forEach((account, role) -> out.id(account.high(), account.low()).number(role.number()));
    return out.toBytes();
  }

  /// Empty when the bytes are no roles that this version may hold somebody to.
  public static Optional<Roles> decode(Bytes bytes) {
    try {
      Unpacker in = new Unpacker(bytes);
      if (in.number() != FORMAT) {
        return Optional.empty();
      }
      GroupSettings settings =
          new GroupSettings(WhoMay.of(in.number()), WhoMay.of(in.number()), WhoMay.of(in.number()));
      SortedMap<AccountId, Role> ranked = new TreeMap<>();
      while (in.hasMore()) {
        ranked.put(in.account(), Role.of(in.number()));
      }
      Roles roles = new Roles(settings, ranked);
      return roles.isSound() && roles.encode().equals(bytes)
          ? Optional.of(roles)
          : Optional.empty();
    } catch (MalformedRecord e) {
      return Optional.empty();
    }
  }

  private boolean isSound() {
    return ranked.size() <= Limits.GROUP_ADMINS_MAX
        && ranked.values().stream().allMatch(role -> role == Role.OWNER || role == Role.ADMIN);
  }
}
