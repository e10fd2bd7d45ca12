package dev.godwit.testkit.sim;

import dev.godwit.core.conversation.DirectConversation;
import dev.godwit.core.conversation.Invitation;
import dev.godwit.core.conversation.LinkId;
import dev.godwit.core.conversation.LobbyRequest;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Watched;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What people do: they begin conversations, write, read, type, watch, add and remove each other.
/// Some are curious about what is not theirs.
final class Crowd {
  private static final int CONVERSATIONS_MAX = 14;
  private static final int OVERLOAD_SENDS = 40;
  private static final int LARGE_BYTES = 60_000;
  private static final int SMALL_BYTES = 200;
  private static final int WATCHED_MAX = 4;
  private static final long LINK_MILLIS = 24 * 3_600_000L;

  private final World world;
  private final List<OpaqueHost> hosts;
  private final Changes changes;
  private final Requests requests;
  private final LobbyAsks asks;
  private final Set<ConversationId> conversations = new LinkedHashSet<>();
  private final Set<LinkId> links = new LinkedHashSet<>();
  private final long pauseMillisMax;
  private final boolean overload;
  private boolean silent;

  /// @param overload whether they send more than they may now and then
  Crowd(Stage stage, Requests requests, List<OpaqueHost> hosts, boolean overload) {
    this.world = stage.world();
    this.requests = requests;
    this.asks = new LobbyAsks(world, stage.nodes());
    this.hosts = hosts;
    this.changes = new Changes(world, stage.logs(), hosts);
    this.pauseMillisMax = world.oneOf(40L, 200L, 800L);
    this.overload = overload;
    plan();
  }

  Set<ConversationId> conversations() {
    return conversations;
  }

  /// What people asked and was not answered yet.
  int open() {
    return requests.open() + asks.open();
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
      act(host);
      host.flush();
    }
    plan();
  }

  private void act(OpaqueHost host) {
    switch (world.below(30)) {
      case 0, 1 -> beginDirect(host);
      case 2, 3 -> beginGroup(host);
      case 4, 5 -> anyOf(host, conversation -> changes.change(host, conversation));
      case 6, 7, 8 -> anyOf(host, host.device()::read);
      case 9 -> anyOf(host, conversation -> request(host, conversation));
      case 10 -> host.device().watch(someWatched(host));
      case 11 -> anything(conversation -> host.device().type(conversation, world.chance(0.7)));
      case 12 -> anyOf(host, conversation -> host.device().type(conversation, world.chance(0.7)));
      case 13 -> anyOf(host, conversation -> writeMuch(host, conversation));
      case 14 -> anyOf(host, conversation -> changes.leave(host, conversation));
      case 15 -> anyOf(host, conversation -> makeLink(host, conversation));
      case 16 -> any(links).ifPresent(link -> join(host, link));
      default -> anyOf(host, conversation -> write(host, conversation));
    }
  }

  private void anyOf(OpaqueHost host, Consumer<ConversationId> what) {
    any(host.device().chats().keySet()).ifPresent(what);
  }

  private void anything(Consumer<ConversationId> what) {
    any(conversations).ifPresent(what);
  }

  private <T> Optional<T> any(Set<T> some) {
    List<T> all = List.copyOf(some);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(world.below(all.size())));
  }

  // --- Writing ---

  private Bytes payload() {
    byte[] payload = new byte[world.chance(0.01) ? LARGE_BYTES : world.below(SMALL_BYTES)];
    Arrays.fill(payload, (byte) world.below(256));
    return Bytes.owned(payload);
  }

  private void write(OpaqueHost host, ConversationId conversation) {
    host.device().send(conversation, changes.entryId(), payload(), host.now());
  }

  private void writeMuch(OpaqueHost host, ConversationId conversation) {
    int sends = overload ? OVERLOAD_SENDS : 1;
    for (int sent = 0; sent < sends; sent++) {
      write(host, conversation);
    }
  }

  /// Everybody writes once everywhere, so that nothing that came before stays unnoticed.
  void writeEverywhere() {
    for (OpaqueHost host : hosts) {
      List.copyOf(host.device().chats().keySet())
          .forEach(conversation -> write(host, conversation));
      host.flush();
    }
  }

  private void request(OpaqueHost host, ConversationId conversation) {
    requests.start(
        new Requests.Request(
            host.account(), host.id(), conversation, changes.entryId(), payload()));
  }

  // --- Beginning ---

  private void beginDirect(OpaqueHost host) {
    AccountId mine = host.account();
    AccountId other = changes.anyAccount();
    ConversationId conversation = DirectConversation.idOf(mine, other);
    if (!mine.equals(other) && !host.device().chats().containsKey(conversation)) {
      begin(host, conversation, ConversationKind.DIRECT, Set.of(mine, other));
    }
  }

  private void beginGroup(OpaqueHost host) {
    ConversationId conversation = new ConversationId(world.number(), world.number());
    begin(host, conversation, ConversationKind.GROUP, changes.someWith(host));
  }

  private void begin(
      OpaqueHost host, ConversationId conversation, ConversationKind kind, Set<AccountId> members) {
    if (conversations.size() < CONVERSATIONS_MAX || conversations.contains(conversation)) {
      conversations.add(conversation);
      changes.begin(host, conversation, kind, members);
    }
  }

  // --- Links ---

  private void makeLink(OpaqueHost host, ConversationId conversation) {
    EntryId key = changes.entryId();
    long now = world.wallMillis();
    Invitation made =
        new Invitation(
            key,
            host.account(),
            now,
            now + world.oneOf(1_000L, LINK_MILLIS),
            world.oneOf(0, 1),
            0,
            world.chance(0.3),
            Bytes.EMPTY);
    asks.start(
        host.account(),
        conversation,
        new LobbyRequest.MakeLink(made),
        () -> links.add(new LinkId(conversation, key)));
  }

  private void join(OpaqueHost host, LinkId link) {
    var what = new LobbyRequest.Join(host.id(), changes.entryId(), link.key(), payload());
    asks.start(host.account(), link.conversation(), what, () -> {});
  }

  // --- Watching ---

  /// Whoever it may be, by any conversation of one's own.
  private List<Watched> someWatched(OpaqueHost host) {
    List<Watched> some = new ArrayList<>();
    Set<AccountId> accounts = new LinkedHashSet<>();
    for (int left = 1 + world.below(WATCHED_MAX); left > 0; left--) {
      accounts.add(changes.anyAccount());
    }
    accounts.forEach(
        account -> anyOf(host, conversation -> some.add(new Watched(account, conversation))));
    return some;
  }
}
