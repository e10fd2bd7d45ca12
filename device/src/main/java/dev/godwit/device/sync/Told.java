package dev.godwit.device.sync;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.session.Link;
import dev.godwit.device.step.Draft;
import dev.godwit.wire.Ack;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Read;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Telling the node how far this device and its person are: one Ack and one Read for each
/// conversation and step, whatever came in it.
///
/// Nothing answers an Ack, so what was told is told again in the next session, unless the node was
/// heard some time after, all of which the device was awake.
public final class Told {
  /// What follows from own messages alone is told within this.
  private static final long OWN_MILLIS = 2_000;

  /// Own messages after which that is told at once, since the node counts what is not acknowledged.
  private static final int OWN_ENTRIES_MAX = 32;

  /// A node that is heard so long after an Ack has stored it.
  private static final long CONFIRM_MILLIS = 2_000;

  private final Link link;
  private final Conversations conversations;
  private final Draft draft;
  private final Set<ConversationId> acks = new LinkedHashSet<>();
  private final Set<ConversationId> reads = new LinkedHashSet<>();
  private final Map<ConversationId, Integer> own = new HashMap<>();
  private final Map<ConversationId, Long> toldAwakeMillis = new HashMap<>();
  private long ownSinceMillis;

  public Told(Link link, Conversations conversations, Draft draft) {
    this.link = link;
    this.conversations = conversations;
    this.draft = draft;
  }

  /// Somebody else's entry is stored.
  public void stored(ConversationId conversation) {
    acks.add(conversation);
  }

  /// An own message got its place in the log.
  public void storedOwn(ConversationId conversation) {
    if (own.isEmpty()) {
      ownSinceMillis = link.clock().elapsedMillis();
    }
    if (own.merge(conversation, 1, Integer::sum) >= OWN_ENTRIES_MAX) {
      acks.add(conversation);
    }
  }

  public void read(ConversationId conversation) {
    reads.add(conversation);
  }

  /// In a new session: tells again what the node may not know.
  public void onOpened() {
    for (ConversationState state : conversations.all()) {
      if (state.isUntold()) {
        acks.add(state.id());
        reads.add(state.id());
      }
    }
  }

  public void onTick() {
    if (!own.isEmpty() && link.clock().elapsedMillis() - ownSinceMillis >= OWN_MILLIS) {
      acks.addAll(own.keySet());
    }
  }

  /// The node answered a heartbeat.
  public void onHeard() {
    long before = link.clock().awakeMillis() - CONFIRM_MILLIS;
    Iterator<Map.Entry<ConversationId, Long>> each = toldAwakeMillis.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<ConversationId, Long> told = each.next();
      if (told.getValue() <= before) {
        each.remove();
        conversations.find(told.getKey()).ifPresent(this::confirm);
      }
    }
  }

  public void onDisconnected() {
    acks.clear();
    reads.clear();
    own.clear();
    toldAwakeMillis.clear();
  }

  /// Writes what is to be told into the step.
  public void flush() {
    if (!link.session().isOpen()) {
      return;
    }
    acks.forEach(this::sendAck);
    reads.forEach(this::sendRead);
    acks.clear();
    reads.clear();
  }

  private void sendAck(ConversationId conversation) {
    long position = conversations.find(conversation).map(ConversationState::position).orElse(0L);
    if (position > 0) {
      own.remove(conversation);
      toldAwakeMillis.put(conversation, link.clock().awakeMillis());
      draft.send(new Ack(conversation, position));
    }
  }

  private void sendRead(ConversationId conversation) {
    long through = conversations.find(conversation).map(ConversationState::readThrough).orElse(0L);
    if (through > 0) {
      toldAwakeMillis.put(conversation, link.clock().awakeMillis());
      draft.send(new Read(conversation, through));
    }
  }

  private void confirm(ConversationState state) {
    if (state.isUntold() && !own.containsKey(state.id())) {
      state.told();
      conversations.saveState(state);
    }
  }
}
