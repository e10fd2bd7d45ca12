package dev.godwit.device.group;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.roster.ChangesDigest;
import dev.godwit.device.roster.Roles;
import dev.godwit.device.session.Clock;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.CommitBuilder;
import dev.godwit.mls.Group;
import dev.godwit.mls.PendingCommit;
import dev.godwit.mls.Welcome;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.WelcomeSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Makes commits that change who is in a group, their roles, or its settings. Whatever a commit is
/// made for, it takes the leaves of those who have left along.
///
/// A commit is stored before it is sent, and holds only when the node has taken it.
public final class Committer {
  private static final int ID_BYTES = 16;

  /// What a commit shall do.
  ///
  /// @param changes towards the node; those it adds are the joiners
  /// @param settings [GroupSettings#NONE] to leave them
  /// @param cause what it is made for, told when it is accepted or refused; 0 for a chore
  public record Wanted(
      List<MemberChange> changes, List<Joiner> joiners, GroupSettings settings, long cause) {}

  private final Trust trust;
  private final Clock clock;
  private final Groups groups;
  private final GroupRecords records;
  private final OwnCommits pending;

  public Committer(
      Trust trust, Clock clock, Groups groups, GroupRecords records, OwnCommits pending) {
    this.trust = trust;
    this.clock = clock;
    this.groups = groups;
    this.records = records;
    this.pending = pending;
  }

  /// Makes a group with these others in it, by one commit. Throws
  /// [dev.godwit.mls.MlsException] when a key package is of no use.
  public void create(
      ConversationState state, List<Joiner> joiners, GroupSettings settings, long cause) {
    AccountId self = trust.self().account();
    Roles roles = Roles.of(self, settings);
    long seconds = time(joiners);
    dev.godwit.mls.Bytes id = MlsBytes.of(state.id().toBytes());
    Group group =
        trust
            .mls()
            .create(
                trust.self().identity(),
                id,
                state.isDirect() ? List.of() : Charter.extensions(roles),
                seconds);
    List<MemberChange> changes = new ArrayList<>();
    changes.add(maker(joiners, state.isDirect() ? Role.MEMBER : Role.OWNER));
    changes.addAll(Joiners.added(joiners.stream().filter(j -> !j.account().equals(self)).toList()));
    CommitBuilder builder = group.commit();
    joiners.forEach(joiner -> builder.add(joiner.keyPackage()));
    GroupSettings told = state.isDirect() ? GroupSettings.NONE : roles.settings();
    Wanted wanted = new Wanted(changes, joiners, told, cause);
    PendingCommit made = seal(builder, wanted, changes);
    groups.forget(state.id());
    groups.save(state.id(), group);
    put(OwnCommit.Kind.CREATE, state, wanted, changes, made, 0);
  }

  private MemberChange maker(List<Joiner> joiners, Role role) {
    AccountId self = trust.self().account();
    List<DeviceId> devices = new ArrayList<>(List.of(trust.self().device()));
    joiners.stream()
        .filter(joiner -> joiner.account().equals(self))
        .forEach(joiner -> devices.add(joiner.device()));
    return new MemberChange(self, MemberChangeKind.ADDED, role, devices);
  }

  /// Makes a commit for the group as it is now. Throws [dev.godwit.mls.MlsException] when a key
  /// package is of no use.
  public void commit(ConversationState state, Group group, Wanted wanted) {
    Leaves leaves = Leaves.of(group.members(), trust.leaves());
    List<MemberChange> changes = departures(state, leaves, wanted.changes());
    changes.addAll(wanted.changes());
    CommitBuilder builder = group.commit();
    places(changes, leaves).forEach(builder::remove);
    wanted.joiners().forEach(joiner -> builder.add(joiner.keyPackage()));
    Roles before = Charter.of(group);
    Set<AccountId> members = Members.after(changes, leaves);
    Roles after = before.after(changes, wanted.settings(), leaves.accounts(), members);
    if (!after.equals(before) && !state.isDirect()) {
      builder.extensions(Charter.extensions(after));
    }
    PendingCommit made = seal(builder, wanted, changes);
    groups.save(state.id(), group);
    put(OwnCommit.Kind.CHANGE, state, wanted, changes, made, group.epoch());
  }

  /// Adding alone needs no fresh keys of the committer (RFC 9420 §12.4), which would cost a large
  /// group an encryption for each of its members.
  private PendingCommit seal(CommitBuilder builder, Wanted wanted, List<MemberChange> changes) {
    Bytes digest = ChangesDigest.of(trust.crypto(), changes, wanted.settings());
    if (!wanted.joiners().isEmpty()) {
      builder.withoutPath();
    }
    return builder.authenticatedData(MlsBytes.of(digest)).build(time(wanted.joiners()));
  }

  /// The node's time. A key package from the future was made by a device whose clock is ahead, and
  /// is taken as fresh; one that has expired is not.
  private long time(List<Joiner> joiners) {
    return joiners.stream()
        .mapToLong(joiner -> joiner.keyPackage().lifetime().notBeforeSeconds())
        .reduce(clock.serverSeconds(), Math::max);
  }

  /// Takes out who has left, unless the commit does so anyway.
  private List<MemberChange> departures(
      ConversationState state, Leaves leaves, List<MemberChange> changes) {
    List<MemberChange> departures = new ArrayList<>();
    GroupRecord record = records.find(state.id());
    for (AccountId account : record.departed().keySet()) {
      boolean done = changes.stream().anyMatch(c -> c.account().equals(account) && removes(c));
      List<DeviceId> still =
          Optional.ofNullable(record.departed().get(account)).orElseGet(TreeSet::new).stream()
              .filter(device -> leaves.has(account, device))
              .filter(device -> !trust.self().is(account, device))
              .toList();
      if (!done && !still.isEmpty()) {
        departures.add(departure(account, record.gone().contains(account), still));
      }
    }
    return departures;
  }

  /// Without a role, since it was no member any more.
  private static MemberChange departure(AccountId account, boolean whole, List<DeviceId> devices) {
    return whole
        ? new MemberChange(account, MemberChangeKind.REMOVED, Role.UNKNOWN, List.of())
        : new MemberChange(account, MemberChangeKind.DEVICES_REMOVED, Role.UNKNOWN, devices);
  }

  private static boolean removes(MemberChange change) {
    return change.kind() == MemberChangeKind.REMOVED
        || change.kind() == MemberChangeKind.DEVICES_REMOVED;
  }

  private static List<Integer> places(List<MemberChange> changes, Leaves leaves) {
    List<Integer> places = new ArrayList<>();
    for (MemberChange change : changes) {
      if (change.kind() == MemberChangeKind.REMOVED) {
        places.addAll(leaves.places(change.account(), leaves.devices(change.account())));
      } else if (change.kind() == MemberChangeKind.DEVICES_REMOVED) {
        places.addAll(leaves.places(change.account(), change.devices()));
      }
    }
    return places;
  }

  private void put(
      OwnCommit.Kind kind,
      ConversationState state,
      Wanted wanted,
      List<MemberChange> changes,
      PendingCommit made,
      long epoch) {
    boolean alone = kind == OwnCommit.Kind.CREATE;
    Commit frame =
        new Commit(
            state.id(),
            EntryId.of(Bytes.owned(trust.crypto().random(ID_BYTES))),
            epoch,
            alone ? Bytes.EMPTY : Bytes.owned(made.message()),
            state.isDirect() ? ConversationKind.DIRECT : ConversationKind.GROUP,
            changes,
            made.welcome().map(welcome -> Bytes.owned(welcome.common())).orElse(Bytes.EMPTY),
            made.welcome().map(welcome -> secrets(wanted.joiners(), welcome)).orElse(List.of()),
            Bytes.owned(made.groupInfo()),
            Bytes.owned(made.ratchetTree()),
            wanted.settings());
    Bytes saved = Bytes.owned(made.save());
    pending.put(state.id(), new OwnCommit(kind, frame, saved, wanted.cause()), made);
  }

  private static List<WelcomeSecrets> secrets(List<Joiner> joiners, Welcome welcome) {
    List<WelcomeSecrets> secrets = new ArrayList<>();
    for (int i = 0; i < joiners.size(); i++) {
      Joiner joiner = joiners.get(i);
      Bytes own = Bytes.owned(welcome.secrets().get(i).encode());
      secrets.add(new WelcomeSecrets(joiner.account(), joiner.device(), own));
    }
    return secrets;
  }
}
