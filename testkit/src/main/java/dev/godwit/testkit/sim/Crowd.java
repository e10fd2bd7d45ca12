package dev.godwit.testkit.sim;

import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.conversation.DirectConversation;
import dev.godwit.core.conversation.Member;
import dev.godwit.core.log.LogId;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import dev.godwit.wire.WelcomeSecrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What people do: they begin conversations, write, read, add and remove each other.
final class Crowd {
  private final World world;
  private final MemoryLogs logs;
  private final SimNode node;
  private final Judge judge;
  private final List<OpaqueHost> hosts;
  private final Map<AccountId, List<DeviceId>> devices = new LinkedHashMap<>();
  private final Set<ConversationId> conversations = new LinkedHashSet<>();
  private final long pauseMillisMax;
  private boolean silent;
  private int requested;

  Crowd(World world, MemoryLogs logs, SimNode node, Judge judge, List<OpaqueHost> hosts) {
    this.world = world;
    this.logs = logs;
    this.node = node;
    this.judge = judge;
    this.hosts = hosts;
    this.pauseMillisMax = world.oneOf(40L, 200L, 800L);
    for (OpaqueHost host : hosts) {
      devices
          .computeIfAbsent(host.device().account(), account -> new ArrayList<>())
          .add(host.device().device());
    }
    plan();
  }

  Set<ConversationId> conversations() {
    return conversations;
  }

  /// Requests over REST that wait for an answer.
  int requested() {
    return requested;
  }

  /// Nobody does anything any more.
  void fallSilent() {
    silent = true;
  }

  private void plan() {
    world.after(world.between(0, pauseMillisMax), this::act);
  }

  private void act() {
    if (silent) {
      return;
    }
    OpaqueHost host = hosts.get(world.below(hosts.size()));
    if (host.isRunning()) {
      switch (world.below(20)) {
        case 0, 1 -> beginDirect(host);
        case 2 -> beginGroup(host);
        case 3 -> changeGroup(host);
        case 4, 5, 6 -> anyOf(host).ifPresent(host.device()::read);
        case 7 -> anyOf(host).ifPresent(conversation -> request(host, conversation));
        default -> anyOf(host).ifPresent(conversation -> write(host, conversation));
      }
      host.flush();
    }
    plan();
  }

  private java.util.Optional<ConversationId> anyOf(OpaqueHost host) {
    List<ConversationId> all = List.copyOf(host.device().chats().keySet());
    return all.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(all.get(world.below(all.size())));
  }

  private EntryId entryId() {
    return new EntryId(world.number(), world.number());
  }

  private Bytes payload() {
    byte[] payload = new byte[world.chance(0.02) ? 60_000 : world.below(200)];
    java.util.Arrays.fill(payload, (byte) world.below(256));
    return Bytes.owned(payload);
  }

  private void write(OpaqueHost host, ConversationId conversation) {
    host.device().send(conversation, entryId(), payload(), host.now());
  }

  /// Everybody writes once everywhere, so that nothing that came before stays unnoticed.
  void writeEverywhere() {
    for (OpaqueHost host : hosts) {
      List.copyOf(host.device().chats().keySet())
          .forEach(conversation -> write(host, conversation));
      host.flush();
    }
  }

  private void beginDirect(OpaqueHost host) {
    AccountId mine = host.device().account();
    AccountId other = anyAccount();
    ConversationId conversation = DirectConversation.idOf(mine, other);
    if (!mine.equals(other) && !host.device().chats().containsKey(conversation)) {
      begin(host, conversation, ConversationKind.DIRECT, Set.of(mine, other));
    }
  }

  private void beginGroup(OpaqueHost host) {
    Set<AccountId> members = new LinkedHashSet<>();
    members.add(host.device().account());
    devices.keySet().stream().filter(account -> world.chance(0.6)).forEach(members::add);
    ConversationId conversation = new ConversationId(world.number(), world.number());
    begin(host, conversation, ConversationKind.GROUP, members);
  }

  private void begin(
      OpaqueHost host, ConversationId conversation, ConversationKind kind, Set<AccountId> members) {
    conversations.add(conversation);
    List<MemberChange> changes = members.stream().sorted().map(account -> added(account)).toList();
    host.device().commit(commit(host, conversation, 0, kind, changes), host.now());
  }

  private AccountId anyAccount() {
    List<AccountId> all = List.copyOf(devices.keySet());
    return all.get(world.below(all.size()));
  }

  private List<DeviceId> devicesOf(AccountId account) {
    return devices.getOrDefault(account, List.of());
  }

  private MemberChange added(AccountId account) {
    return new MemberChange(account, MemberChangeKind.ADDED, Role.MEMBER, devicesOf(account));
  }

  private Commit commit(
      OpaqueHost host,
      ConversationId conversation,
      long epoch,
      ConversationKind kind,
      List<MemberChange> changes) {
    List<WelcomeSecrets> secrets = new ArrayList<>();
    for (MemberChange change : changes) {
      if (change.kind() == MemberChangeKind.ADDED) {
        change.devices().stream()
            .filter(device -> !device.equals(host.device().device()))
            .forEach(d -> secrets.add(new WelcomeSecrets(change.account(), d, payload())));
      }
    }
    return new Commit(
        conversation,
        entryId(),
        epoch,
        payload(),
        kind,
        changes,
        payload(),
        secrets,
        payload(),
        payload(),
        GroupSettings.NONE);
  }

  private void changeGroup(OpaqueHost host) {
    anyOf(host).ifPresent(conversation -> changeGroup(host, conversation));
  }

  private void changeGroup(OpaqueHost host, ConversationId conversation) {
    ConversationState state = stateOf(conversation);
    AccountId other = anyAccount();
    boolean mine = other.equals(host.device().account());
    Role role =
        state.roster().member(host.device().account()).map(Member::role).orElse(Role.UNKNOWN);
    List<MemberChange> changes = List.of();
    if (state.kind() == ConversationKind.GROUP && role == Role.OWNER && !mine) {
      changes =
          state.roster().contains(other)
              ? List.of(
                  new MemberChange(other, MemberChangeKind.REMOVED, Role.UNKNOWN, devicesOf(other)))
              : List.of(added(other));
    }
    long epoch = host.device().chat(conversation).map(chat -> chat.epoch).orElse(0L);
    host.device().commit(commit(host, conversation, epoch, state.kind(), changes), host.now());
  }

  private ConversationState stateOf(ConversationId conversation) {
    return ConversationState.decode(logs.keptState(LogId.of(conversation)).snapshot());
  }

  // --- Over REST ---

  private void request(OpaqueHost host, ConversationId conversation) {
    requested++;
    AccountId account = host.device().account();
    request(account, host.device().device(), conversation, entryId(), payload());
  }

  private void request(
      AccountId account, DeviceId device, ConversationId to, EntryId id, Bytes payload) {
    Send send = new Send(to, id, stateOf(to).epoch(), payload, Bytes.EMPTY);
    boolean[] answered = {false};
    node.request(
        account,
        device,
        to,
        send,
        answer -> {
          answered[0] = true;
          onAnswer(answer, () -> request(account, device, to, id, payload));
        });
    world.after(
        5_000,
        () -> {
          if (!answered[0]) {
            request(account, device, to, id, payload);
          }
        });
  }

  private void onAnswer(Frame answer, Runnable again) {
    if (answer instanceof Sent sent) {
      judge.onSent(sent);
      requested--;
    } else if (answer instanceof Error error) {
      judge.onError(error);
      if (ErrorCode.of(error.code()).orElseThrow().retry() == ErrorCode.Retry.NEVER) {
        requested--;
      } else {
        world.after(world.between(1, 1_000), again);
      }
    }
  }
}
