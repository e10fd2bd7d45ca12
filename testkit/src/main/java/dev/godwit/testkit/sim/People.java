package dev.godwit.testkit.sim;

import dev.godwit.core.conversation.Invitation;
import dev.godwit.core.conversation.LinkId;
import dev.godwit.core.conversation.LobbyRequest;
import dev.godwit.device.Registration;
import dev.godwit.device.content.Content;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Role;
import dev.godwit.wire.WhoMay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What people do with real devices: they write and read, make groups and change who is in them,
/// let each other in by links, link devices and revoke them.
final class People {
  private static final int GROUPS_MAX = 3;
  private static final int SECRET_BYTES = 32;
  private static final double OVERLOADED = 0.05;
  private static final int OVERLOAD_TEXTS = 30;
  private static final long LINK_MILLIS = 24 * 3_600_000L;

  /// An account by its number, and how many devices it ever had.
  private static final class Home {
    private final int account;
    private int devices = 1;

    Home(int account) {
      this.account = account;
    }
  }

  private record Link(ConversationId conversation, EntryId key, Bytes secret) {}

  private final World world;
  private final LobbyAsks asks;
  private final SimRest rest;
  private final Moves moves;
  private final List<RealHost> hosts;
  private final Map<AccountId, Home> homes = new HashMap<>();
  private final List<Link> links = new ArrayList<>();
  private final long pauseMillisMax;
  private final boolean overload;
  private boolean silent;
  private int groups;
  private int texts;

  /// @param hosts of all devices; those that are linked come in
  /// @param overload whether they say more than they may now and then
  People(RealHost.Around around, int accounts, List<RealHost> hosts, boolean overload) {
    this.world = around.world();
    this.asks = new LobbyAsks(world, around.nodes());
    this.rest = around.rest();
    this.moves = new Moves(around, hosts);
    this.hosts = hosts;
    this.overload = overload;
    for (int account = 1; account <= accounts; account++) {
      move(account);
    }
    pauseMillisMax = world.oneOf(200L, 600L, 1_500L);
    plan();
  }

  private void move(int account) {
    Registration first = Households.device(account, 1);
    rest.register(first, Households.handle(account));
    hosts.add(moves.host(first));
    homes.put(first.account(), new Home(account));
  }

  /// Texts that were said.
  int texts() {
    return texts;
  }

  /// Calls that were not answered yet.
  int open() {
    return asks.open() + moves.open();
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
    RealHost host = hosts.get(world.below(hosts.size()));
    if (host.isRunning()) {
      act(host);
    }
    plan();
  }

  private void act(RealHost host) {
    switch (world.below(30)) {
      case 0, 1, 2, 3 -> host.readEverything();
      case 4 -> createGroup(host);
      case 5, 6, 7, 8 -> inGroup(host, group -> change(host, group));
      case 9 -> inGroup(host, group -> rename(host, group));
      case 10 -> inGroup(host, group -> makeLink(host, group));
      case 11 -> join(host);
      case 12 -> link(host);
      case 13 -> revoke(host);
      case 14, 15, 16, 17, 18, 19 -> sayTo(host, other());
      default -> sayAnywhere(host);
    }
  }

  private AccountId other() {
    return hosts.get(world.below(hosts.size())).account();
  }

  // --- Writing ---

  private void sayTo(RealHost host, AccountId peer) {
    if (!peer.equals(host.account())) {
      say(host, host.does(device -> device.openDirect(peer, host.now())));
    }
  }

  private void sayAnywhere(RealHost host) {
    int texts = overload && world.chance(OVERLOADED) ? OVERLOAD_TEXTS : 1;
    any(open(host)).ifPresent(row -> say(host, row.id(), texts));
  }

  private void say(RealHost host, ConversationId conversation, int several) {
    for (int said = 0; said < several && host.isRunning(); said++) {
      say(host, conversation);
    }
  }

  private void say(RealHost host, ConversationId conversation) {
    host.say(conversation, new Content.Text("text " + ++texts + " of " + host.id()));
  }

  private void rename(RealHost host, ConversationId group) {
    host.say(group, new Content.Renamed("name " + ++texts));
  }

  private static List<Conversation> open(RealHost host) {
    return host.store().conversations().stream()
        .filter(row -> row.standing() != Standing.LEFT)
        .filter(row -> !row.peer().equals(host.account()))
        .toList();
  }

  private <T> Optional<T> any(List<T> some) {
    return some.isEmpty() ? Optional.empty() : Optional.of(some.get(world.below(some.size())));
  }

  // --- Groups ---

  private void createGroup(RealHost host) {
    if (groups < GROUPS_MAX) {
      groups++;
      List<AccountId> others = List.of(other(), other());
      host.does(
          device ->
              device.createGroup(
                  "group " + groups, "", Bytes.EMPTY, others, GroupSettings.NONE, host.now()));
    }
  }

  private void inGroup(RealHost host, Consumer<ConversationId> what) {
    List<Conversation> mine =
        open(host).stream().filter(row -> row.kind() == ConversationKind.GROUP).toList();
    any(mine).ifPresent(row -> what.accept(row.id()));
  }

  private void change(RealHost host, ConversationId group) {
    Intention intention =
        switch (world.below(10)) {
          case 0, 1, 2 -> new Intention.Add(List.of(other()));
          case 3, 4, 5 -> new Intention.Remove(List.of(other()));
          case 6, 7 ->
              new Intention.SetRole(
                  other(), world.oneOf(Role.OWNER, Role.ADMIN, Role.ADMIN, Role.MEMBER));
          case 8 -> new Intention.SetSettings(settings());
          default -> new Intention.Leave();
        };
    host.does(device -> device.want(group, intention, host.now()));
  }

  private GroupSettings settings() {
    return new GroupSettings(
        world.oneOf(WhoMay.ALL, WhoMay.ADMINS),
        world.oneOf(WhoMay.ALL, WhoMay.ALL, WhoMay.ADMINS),
        world.oneOf(WhoMay.ALL, WhoMay.ADMINS));
  }

  // --- Links ---

  private void makeLink(RealHost host, ConversationId group) {
    Bytes secret = secret();
    Link link = new Link(group, new EntryId(world.number(), world.number()), secret);
    boolean approval = world.chance(0.3);
    long now = world.wallMillis();
    long ends = now + LINK_MILLIS;
    Invitation made =
        new Invitation(link.key(), host.account(), now, ends, 0, 0, approval, Bytes.EMPTY);
    asks.start(
        host.account(),
        group,
        new LobbyRequest.MakeLink(made),
        () -> {
          if (host.isRunning()) {
            links.add(link);
            String name = new LinkId(group, link.key()).toString();
            host.does(
                device -> {
                  device.invite(group, name, secret, approval, ends, host.now());
                  return device;
                });
          }
        });
  }

  private Bytes secret() {
    byte[] secret = new byte[SECRET_BYTES];
    for (int i = 0; i < SECRET_BYTES; i++) {
      secret[i] = (byte) world.below(256);
    }
    return Bytes.owned(secret);
  }

  private void join(RealHost host) {
    any(links)
        .ifPresent(
            link -> {
              ConversationId group = link.conversation();
              Bytes proof = host.device().invitationProof(group, link.secret());
              EntryId id = new EntryId(world.number(), world.number());
              var what = new LobbyRequest.Join(host.id(), id, link.key(), proof);
              asks.start(host.account(), group, what, () -> {});
            });
  }

  // --- Devices ---

  private List<RealHost> devices(AccountId account) {
    return hosts.stream()
        .filter(each -> each.account().equals(account) && !each.hasEnded())
        .toList();
  }

  /// A device lets another one of its account in.
  private void link(RealHost host) {
    Home home = homes.get(host.account());
    if (home != null && home.devices < Households.DEVICES_MAX) {
      moves.link(host, Households.device(home.account, ++home.devices));
    }
  }

  /// Now and then a device revokes another one of its account.
  private void revoke(RealHost host) {
    List<RealHost> others =
        devices(host.account()).stream()
            .filter(each -> !each.equals(host) && Moves.mayRevoke(host, each))
            .toList();
    any(others).ifPresent(other -> moves.revoke(host, other));
  }
}
