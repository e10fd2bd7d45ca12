package dev.godwit.device.own;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.group.Committer;
import dev.godwit.device.group.Groups;
import dev.godwit.device.group.Joiner;
import dev.godwit.device.group.Joiners;
import dev.godwit.device.group.OwnCommits;
import dev.godwit.device.session.Link;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Group;
import dev.godwit.mls.Member;
import dev.godwit.mls.MlsException;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.GroupSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Brings every device of the own account into every conversation: the account's own first, then
/// those with the newest messages.
///
/// What is to be done follows from who is in each group, so it does not matter what was under way
/// when something crashed, or who else has done it. The device that let a new one in begins at
/// once; others only when that one has not come far.
public final class Inviting {
  /// Conversations in which a commit is under way.
  static final int AT_ONCE_MAX = 8;

  /// Others than the host wait so long, and up to as long again.
  static final long PATIENCE_MILLIS = 20_000;

  private static final String HOST = "own-host/";
  private static final String SETTLED = "own-settled/";

  private final Trust trust;
  private final Link link;
  private final Conversations conversations;
  private final Groups groups;
  private final Committer committer;
  private final OwnCommits pending;
  private final OwnDevices devices;
  private final Shelf shelf;
  private final Draft draft;

  private List<ConversationId> open = List.of();
  private long openSet = -1;
  private int openCount = -1;
  private long beginMillis;

  /// What the machines of groups are to this.
  public record Parts(Groups groups, Committer committer, OwnCommits pending) {}

  public Inviting(
      Trust trust,
      Link link,
      Conversations conversations,
      Parts parts,
      OwnDevices devices,
      Draft draft) {
    this.trust = trust;
    this.link = link;
    this.conversations = conversations;
    this.groups = parts.groups();
    this.committer = parts.committer();
    this.pending = parts.pending();
    this.devices = devices;
    this.shelf = new Shelf(trust, link);
    this.draft = draft;
  }

  /// This device has let `device` in.
  public void host(DeviceId device) {
    draft.put(HOST + device, Bytes.EMPTY);
  }

  /// Does what can be done now.
  public void pump() {
    if (!devices.hasOthers()) {
      open = List.of();
      return;
    }
    if (!link.session().isCaughtUp()) {
      return;
    }
    refresh();
    if (open.isEmpty() || link.clock().elapsedMillis() < beginMillis) {
      return;
    }
    visitAll();
  }

  /// Who is in the conversation may be others than before.
  public void unsettle(ConversationId conversation) {
    draft.delete(SETTLED + conversation);
    openCount = -1;
  }

  public void onAnswer(DeviceId device, Answer answer) {
    shelf.onAnswer(device, answer);
  }

  /// How many conversations some device of the account is still to be brought into from here.
  public long left() {
    return open.stream()
        .flatMap(id -> conversations.find(id).stream())
        .filter(state -> state.standing() == Standing.OPEN)
        .count();
  }

  /// The conversation of the own devices among themselves, made known when it is new.
  static ConversationState ownConversation(Trust trust, Conversations conversations) {
    ConversationState state = conversations.findOrMake(conversations.own());
    if (!state.isDirect()) {
      state.direct(trust.self().account());
      state.peerHandle(trust.identities().handleOf(trust.self().account()));
      conversations.saveState(state);
    }
    return state;
  }

  /// Looks again at all conversations when a device or a conversation has come.
  private void refresh() {
    boolean moved = openSet != devices.set();
    if (!moved && openCount == conversations.all().size()) {
      return;
    }
    if (moved) {
      beginMillis = link.clock().elapsedMillis() + (isHost() ? 0 : patience());
    }
    ConversationId own = ownConversation(trust, conversations).id();
    openSet = devices.set();
    openCount = conversations.all().size();
    open =
        conversations.all().stream()
            .filter(state -> state.standing() != Standing.LEFT && !isSettled(state.id()))
            .sorted(
                Comparator.comparing((ConversationState state) -> !state.id().equals(own))
                    .thenComparing(
                        Comparator.comparingLong(ConversationState::timeMillis).reversed()))
            .map(ConversationState::id)
            .toList();
  }

  private boolean isHost() {
    return devices.others().stream().anyMatch(d -> draft.get(HOST + d).isPresent());
  }

  private long patience() {
    return PATIENCE_MILLIS + PATIENCE_MILLIS * (trust.crypto().random(1)[0] & 0xff) / 256;
  }

  private void visitAll() {
    int busy = 0;
    Set<ConversationId> settled = new LinkedHashSet<>();
    for (ConversationId id : open) {
      ConversationState state = conversations.find(id).orElseThrow();
      if (busy >= AT_ONCE_MAX) {
        break;
      }
      if (isOnItsWay(state)) {
        continue;
      }
      if (pending.isWaiting(id)) {
        busy++;
      } else if (visit(state)) {
        settled.add(id);
      } else if (pending.isWaiting(id)) {
        busy++;
      }
    }
    if (!settled.isEmpty()) {
      open = open.stream().filter(id -> !settled.contains(id)).toList();
    }
  }

  /// This device is itself not in the group yet.
  private static boolean isOnItsWay(ConversationState state) {
    return state.standing() == Standing.JOINING || state.standing() == Standing.REPAIRING;
  }

  /// Whether nothing is left to be done here.
  private boolean visit(ConversationState state) {
    if (state.standing() == Standing.NEW && state.id().equals(conversations.own())) {
      create(state);
      return false;
    }
    if (state.standing() != Standing.OPEN) {
      return state.standing() == Standing.LEFT || state.standing() == Standing.NEW;
    }
    Optional<Group> group = groups.find(state.id());
    if (group.isEmpty()) {
      return false;
    }
    List<DeviceId> missing = missing(group.get());
    if (missing.isEmpty()) {
      draft.put(SETTLED + state.id(), new Packer().number(devices.set()).toBytes());
      return true;
    }
    add(state, group.get(), missing);
    return false;
  }

  private boolean isSettled(ConversationId id) {
    return draft
        .get(SETTLED + id)
        .map(value -> new Unpacker(value).number() == devices.set())
        .orElse(false);
  }

  private List<DeviceId> missing(Group group) {
    Set<DeviceId> there = new TreeSet<>();
    for (Member member : group.members()) {
      DeviceCertificate certificate = trust.leaves().certificate(member);
      if (certificate.account().equals(trust.self().account())) {
        there.add(certificate.device());
        devices.onSeen(certificate);
      }
    }
    return devices.others().stream().filter(device -> !there.contains(device)).toList();
  }

  private void create(ConversationState state) {
    List<Joiner> joiners = joiners(devices.others());
    if (!joiners.isEmpty()) {
      try {
        committer.create(state, joiners, GroupSettings.NONE, 0);
        state.standing(Standing.JOINING);
        conversations.saveState(state);
        conversations.wake(state.id());
      } catch (MlsException e) {
        shelf.forget();
      }
    }
  }

  private void add(ConversationState state, Group group, List<DeviceId> missing) {
    List<Joiner> joiners = joiners(missing);
    if (!joiners.isEmpty()) {
      try {
        AccountId self = trust.self().account();
        committer.commit(
            state,
            group,
            new Committer.Wanted(Joiners.added(joiners, self), joiners, GroupSettings.NONE, 0));
        conversations.wake(state.id());
      } catch (MlsException e) {
        shelf.forget();
      }
    }
  }

  /// As many as have a key package here; for the others some are claimed.
  private List<Joiner> joiners(List<DeviceId> wanted) {
    List<Joiner> joiners = new ArrayList<>();
    for (DeviceId device : wanted) {
      shelf.take(device, Math.min(open.size(), Shelf.CLAIMED_AT_ONCE)).ifPresent(joiners::add);
    }
    return joiners;
  }
}
