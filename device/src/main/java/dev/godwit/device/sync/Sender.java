package dev.godwit.device.sync;

import dev.godwit.device.content.ContentCodec;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Gaps;
import dev.godwit.device.group.Groups;
import dev.godwit.device.group.Joining;
import dev.godwit.device.group.Talk;
import dev.godwit.device.outbox.Outbox;
import dev.godwit.device.outbox.Waiting;
import dev.godwit.device.session.Link;
import dev.godwit.device.session.Patience;
import dev.godwit.device.session.Retries;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.mls.Group;
import dev.godwit.mls.MlsException;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Send;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sends what is in the outbox.
///
/// One message of a conversation is on its way at a time: with more, one that is refused for a
/// moment would be overtaken by the next. A message that may have reached the node
/// before goes again only after catching up, so that it is recognised when it is there.
public final class Sender {
  private record Flight(EntryId id, long sinceMillis) {}

  private final Link link;
  private final Gaps gaps;
  private final Groups groups;
  private final Joining joining;
  private final Talk talk;
  private final Outbox outbox;
  private final Draft draft;
  private final Retries<ConversationId> retries;
  private final Map<ConversationId, Flight> flights = new HashMap<>();
  private final Set<ConversationId> retried = new HashSet<>();

  public Sender(
      Link link, Gaps gaps, Groups groups, Joining joining, Talk talk, Outbox outbox, Draft draft) {
    this.link = link;
    this.gaps = gaps;
    this.groups = groups;
    this.joining = joining;
    this.talk = talk;
    this.outbox = outbox;
    this.draft = draft;
    this.retries = link.retries();
  }

  /// Sends the next message of this conversation, if there is one and it may go.
  public void pump(ConversationState state) {
    Optional<Waiting> head = outbox.head(state.id());
    if (head.isPresent() && isReady(state) && !isInFlight(state.id(), head.get())) {
      send(state, head.get());
    }
  }

  /// The node refused a message. False when none with this id was on its way.
  public boolean refused(ConversationState state, Error error, ErrorCode code) {
    Optional<Waiting> head = outbox.head(state.id()).filter(w -> w.id().equals(error.id()));
    if (head.isEmpty()) {
      return false;
    }
    flights.remove(state.id());
    switch (code.retry()) {
      case NEVER -> outbox.failed(state.id(), error.id(), code);
      case AT_ONCE, LATER -> again(state, error.retryAfterMillis());
      case AFTER_CATCH_UP -> afterCatchUp(state, error);
    }
    return true;
  }

  public void onConnected() {
    retries.hurry();
  }

  public void onDisconnected() {
    retried.addAll(flights.keySet());
    flights.clear();
  }

  /// The store may be an older copy, whose keys are spent: nothing is sent before the first
  /// CaughtUp has shown that it is not. What is said in a group that is held waits for the person,
  /// and in one with a device that is known to be revoked until that is out. In [#send], what is
  /// said to somebody who has no device in the conversation waits until one has come in.
  private boolean isReady(ConversationState state) {
    boolean mayGo = !retried.contains(state.id()) || link.session().isCaughtUp();
    return state.standing() == Standing.OPEN
        && link.session().isOpen()
        && link.session().hasEverCaughtUp()
        && mayGo
        && !(state.isDirect() && state.isIdentityChanged())
        && !state.isHeld()
        && !gaps.isOpen(state.id())
        && retries.isDue(state.id())
        && !talk.isOverheard(state);
  }

  private boolean isInFlight(ConversationId conversation, Waiting head) {
    Flight flight = flights.get(conversation);
    return flight != null
        && flight.id().equals(head.id())
        && link.clock().elapsedMillis() - flight.sinceMillis()
            < Patience.millis(head.content().size());
  }

  private void send(ConversationState state, Waiting head) {
    Optional<Group> group = groups.find(state.id());
    if (group.isEmpty()) {
      joining.repair(state);
      return;
    }
    if (talk.isUnheard(state, group.get())) {
      return;
    }
    Optional<ErrorCode> refusal = talk.refusal(state, ContentCodec.decode(head.content()));
    if (refusal.isPresent()) {
      outbox.failed(state.id(), head.id(), refusal.get());
      return;
    }
    try {
      Send frame = encrypt(state, group.get(), head);
      groups.save(state.id(), group.get());
      draft.send(frame);
      depart(state.id(), head.id());
    } catch (MlsException e) {
      joining.repair(state);
    }
  }

  private static Send encrypt(ConversationState state, Group group, Waiting head) {
    byte[] id = head.id().toBytes().toArray();
    Bytes payload = Bytes.owned(group.send(head.content().toArray(), id));
    return new Send(state.id(), head.id(), group.epoch(), payload, Bytes.EMPTY);
  }

  private void depart(ConversationId conversation, EntryId id) {
    Flight before = flights.put(conversation, new Flight(id, link.clock().elapsedMillis()));
    if (before != null && !before.id().equals(id)) {
      retries.reset(conversation);
      retried.remove(conversation);
    }
  }

  private void again(ConversationState state, long atLeastMillis) {
    retried.add(state.id());
    retries.later(state.id(), atLeastMillis);
  }

  /// The group has moved on: reads what is there, and encrypts again. A device that has read all
  /// there is and is in another epoch has lost the group.
  private void afterCatchUp(ConversationState state, Error error) {
    again(state, 0);
    boolean isBehind = state.position() < error.head();
    if (isBehind) {
      gaps.fetch(state.id(), state.position());
    } else if (groups.find(state.id()).map(Group::epoch).orElse(-1L) != error.epoch()) {
      joining.repair(state);
    }
  }
}
