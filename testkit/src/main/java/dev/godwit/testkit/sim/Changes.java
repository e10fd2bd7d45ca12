package dev.godwit.testkit.sim;

import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.conversation.Member;
import dev.godwit.core.conversation.Orphan;
import dev.godwit.core.log.LogId;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Leave;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.WelcomeSecrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Commits: who begins a conversation, and who changes it. Most are allowed, some are not, and many
/// are too late.
final class Changes {
  /// So many commits of one device are under way at once.
  private static final int RUN_MAX = 5;

  private static final int PAYLOAD_BYTES = 40;

  private final World world;
  private final MemoryLogs logs;
  private final Map<AccountId, List<DeviceId>> devices = new LinkedHashMap<>();

  Changes(World world, MemoryLogs logs, List<OpaqueHost> hosts) {
    this.world = world;
    this.logs = logs;
    for (OpaqueHost host : hosts) {
      devices.computeIfAbsent(host.account(), account -> new ArrayList<>()).add(host.id());
    }
  }

  AccountId anyAccount() {
    List<AccountId> all = List.copyOf(devices.keySet());
    return all.get(world.below(all.size()));
  }

  /// Some people, `host`'s person among them.
  Set<AccountId> someWith(OpaqueHost host) {
    Set<AccountId> members = new java.util.LinkedHashSet<>();
    members.add(host.account());
    devices.keySet().stream().filter(account -> world.chance(0.6)).forEach(members::add);
    return members;
  }

  EntryId entryId() {
    return new EntryId(world.number(), world.number());
  }

  void begin(
      OpaqueHost host, ConversationId conversation, ConversationKind kind, Set<AccountId> members) {
    List<MemberChange> changes = members.stream().sorted().map(this::added).toList();
    host.device().commit(commit(host, conversation, 0, kind, changes), host.now());
  }

  /// A device commits something in a conversation, by what it knows of the epoch.
  void change(OpaqueHost host, ConversationId conversation) {
    ConversationState state =
        ConversationState.decode(logs.keptState(LogId.of(conversation)).snapshot());
    long epoch = host.device().chat(conversation).map(chat -> chat.epoch).orElse(0L);
    if (world.chance(0.4)) {
      int commits = 1 + world.below(RUN_MAX);
      for (int next = 0; next < commits; next++) {
        host.device()
            .commit(commit(host, conversation, epoch + next, state.kind(), List.of()), host.now());
      }
    } else {
      List<MemberChange> changes = of(anyAccount(), state);
      host.device().commit(commit(host, conversation, epoch, state.kind(), changes), host.now());
    }
  }

  private List<MemberChange> of(AccountId other, ConversationState state) {
    Member member = state.roster().member(other).orElse(null);
    if (member == null) {
      return comes(other, state);
    }
    boolean role = world.chance(0.3);
    return List.of(
        role
            ? new MemberChange(
                other, MemberChangeKind.ROLE, world.oneOf(Role.ADMIN, Role.MEMBER), List.of())
            : removed(other, member.devices()));
  }

  /// Whoever lets somebody in takes all out of the tree who have left, and now and then only that.
  private List<MemberChange> comes(AccountId other, ConversationState state) {
    Map<AccountId, Orphan> orphans = new TreeMap<>(state.orphans().byAccount());
    List<MemberChange> changes = new ArrayList<>();
    orphans.forEach((account, orphan) -> changes.add(removed(account, orphan.devices())));
    if (!orphans.containsKey(other) || !world.chance(0.5)) {
      changes.add(added(other));
    }
    return changes;
  }

  private static MemberChange removed(AccountId account, List<DeviceId> devices) {
    return new MemberChange(account, MemberChangeKind.REMOVED, Role.UNKNOWN, devices);
  }

  /// The account leaves, by what the device knows of the epoch.
  void leave(OpaqueHost host, ConversationId conversation) {
    long epoch = host.device().chat(conversation).map(chat -> chat.epoch).orElse(0L);
    host.device().leave(new Leave(conversation, entryId(), epoch, bytes()), host.now());
  }

  private MemberChange added(AccountId account) {
    return new MemberChange(
        account, MemberChangeKind.ADDED, Role.MEMBER, devices.getOrDefault(account, List.of()));
  }

  private Commit commit(
      OpaqueHost host,
      ConversationId conversation,
      long epoch,
      ConversationKind kind,
      List<MemberChange> changes) {
    return new Commit(
        conversation,
        entryId(),
        epoch,
        bytes(),
        kind,
        changes,
        bytes(),
        secrets(host, changes),
        bytes(),
        bytes(),
        GroupSettings.NONE);
  }

  private List<WelcomeSecrets> secrets(OpaqueHost host, List<MemberChange> changes) {
    List<WelcomeSecrets> secrets = new ArrayList<>();
    for (MemberChange change : changes) {
      if (change.kind() == MemberChangeKind.ADDED) {
        change.devices().stream()
            .filter(device -> !device.equals(host.id()))
            .forEach(d -> secrets.add(new WelcomeSecrets(change.account(), d, bytes())));
      }
    }
    return secrets;
  }

  private Bytes bytes() {
    byte[] some = new byte[world.below(PAYLOAD_BYTES)];
    java.util.Arrays.fill(some, (byte) world.below(256));
    return Bytes.owned(some);
  }
}
