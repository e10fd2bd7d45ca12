package dev.godwit.device.sync;

import dev.godwit.device.content.LossReason;
import dev.godwit.device.conversation.Arrival;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.conversation.Gaps;
import dev.godwit.device.group.Groups;
import dev.godwit.device.group.Joining;
import dev.godwit.device.group.Place;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.Expired;
import dev.godwit.wire.Sent;
import java.util.Optional;

/// Takes what comes of the conversations' logs: in the order of the logs, and each place once.
public final class Receiver {
  private final Conversations conversations;
  private final Gaps gaps;
  private final Parking parking;
  private final EntryReader reader;
  private final Joining joining;
  private final Groups groups;
  private final Told told;

  public Receiver(
      Conversations conversations,
      Gaps gaps,
      Parking parking,
      EntryReader reader,
      Joining joining,
      Groups groups,
      Told told) {
    this.conversations = conversations;
    this.gaps = gaps;
    this.parking = parking;
    this.reader = reader;
    this.joining = joining;
    this.groups = groups;
    this.told = told;
  }

  public void onEntry(Entry entry) {
    conversations
        .find(entry.conversation())
        .ifPresent(state -> arrive(state, new Arrival.OfEntry(entry)));
  }

  public void onSent(Sent sent) {
    conversations
        .find(sent.conversation())
        .ifPresent(state -> arrive(state, new Arrival.OfSent(sent)));
  }

  public void onExpired(Expired expired) {
    conversations
        .find(expired.conversation())
        .filter(state -> state.position() < expired.sequence())
        .ifPresent(state -> skip(state, expired.sequence()));
  }

  /// The node's log ends at `head`, before this device's position: it was restored from an older
  /// copy. It pushes what comes next only when it is asked to.
  public void onShortened(ConversationId conversation, long head) {
    conversations
        .find(conversation)
        .filter(state -> head < state.position())
        .ifPresent(state -> gaps.fetch(conversation, head));
  }

  /// The node was restored, and the log ended at `head` then: what this device has beyond is of no
  /// log any more.
  public void cut(ConversationState state, long head) {
    parking.shorten(state.id(), head);
    conversations.recentIds().forgetAfter(state.id(), head);
    conversations.cursors().shorten(state, head);
    reader.tellLost(state, head);
  }

  /// Reads what was parked, as soon as the group is there, and asks again for what is missing. What
  /// was parked for a group that is left now is not for this device any more.
  public void pump(ConversationState state) {
    if (state.standing() == Standing.LEFT) {
      parking.takeAll(state.id());
    } else if (isReadable(state) && !parking.isEmpty(state.id())) {
      unpark(state);
      endIfDue(state);
      conversations.save(state);
    }
    // A welcome may have moved the position since.
    if (gaps.isOpen(state.id())) {
      takeWaiting(state);
    }
    gaps.ask(state.id(), state.position());
  }

  public boolean isIdle(ConversationState state) {
    return parking.isEmpty(state.id()) && !gaps.isOpen(state.id());
  }

  private void arrive(ConversationState state, Arrival arrival) {
    if (conversations.recentIds().isOther(state.id(), arrival.sequence(), arrival.id())) {
      goBack(state, arrival.sequence() - 1);
    }
    if (arrival.sequence() <= state.position()) {
      completeLate(state, arrival);
    } else if (arrival.sequence() == state.position() + 1) {
      take(state, arrival);
      takeWaiting(state);
    } else {
      gaps.add(state.id(), arrival);
      gaps.ask(state.id(), state.position());
    }
    conversations.wake(state.id());
  }

  /// Another entry stood there before: the node has lost everything from there on.
  private void goBack(ConversationState state, long head) {
    if (head < state.position()) {
      conversations.cursors().shorten(state, head);
      reader.tellLost(state, head);
    }
  }

  /// The place was passed already. An own commit or message may still wait for this; and an entry
  /// takes up the window until the node hears that this device is past it.
  private void completeLate(ConversationState state, Arrival arrival) {
    switch (arrival) {
      case Arrival.OfSent(var sent) -> reader.complete(state, sent);
      case Arrival.OfEntry _ -> told.stored(state.id());
    }
  }

  private void takeWaiting(ConversationState state) {
    Optional<Arrival> next = gaps.next(state.id(), state.position());
    while (next.isPresent()) {
      take(state, next.get());
      next = gaps.next(state.id(), state.position());
    }
  }

  private void take(ConversationState state, Arrival arrival) {
    conversations.recentIds().remember(state.id(), arrival.sequence(), arrival.id());
    switch (arrival) {
      case Arrival.OfEntry(var entry) -> takeEntry(state, entry);
      case Arrival.OfSent(var sent) -> takeSent(state, sent);
    }
  }

  private void takeSent(ConversationState state, Sent sent) {
    unparkIfReadable(state);
    if (reader.complete(state, sent)) {
      state.advance(sent.sequence());
      endIfDue(state);
      conversations.save(state);
      told.storedOwn(state.id());
    } else {
      gaps.fetch(state.id(), state.position());
    }
  }

  private void takeEntry(ConversationState state, Entry entry) {
    state.advance(entry.sequence());
    if (isReadable(state)) {
      unpark(state);
      reader.read(state, entry);
    } else if (state.standing() != Standing.LEFT) {
      park(state, entry);
    }
    endIfDue(state);
    conversations.save(state);
    told.stored(state.id());
  }

  private void endIfDue(ConversationState state) {
    if (state.isAtItsEnd() && state.standing() != Standing.LEFT) {
      joining.leave(state);
    }
  }

  /// Own commits are recognised even before there is a group to read with: they may be what makes
  /// it.
  private void park(ConversationState state, Entry entry) {
    if (joining.accepted(state, entry.id(), new Place(entry.sequence(), entry.time()))) {
      unpark(state);
    } else if (parking.isFull(state.id())) {
      reader.lose(state, entry, LossReason.TOO_MANY_WAITING);
    } else {
      parking.park(entry);
    }
  }

  /// What is gone may have been changes of the group, so a device that has keys joins anew, and one
  /// that is about to come in asks who has left since.
  private void skip(ConversationState state, long sequence) {
    unparkIfReadable(state);
    state.unsure(!state.isDirect());
    state.advance(sequence);
    reader.loseExpired(state, sequence);
    if (isReadable(state) || groups.has(state.id())) {
      joining.repair(state);
    }
    takeWaiting(state);
    endIfDue(state);
    conversations.save(state);
    conversations.wake(state.id());
    told.stored(state.id());
  }

  private void unparkIfReadable(ConversationState state) {
    if (isReadable(state)) {
      unpark(state);
    }
  }

  private void unpark(ConversationState state) {
    for (Entry parked : parking.takeAll(state.id())) {
      reader.read(state, parked);
    }
  }

  /// Who was never in the group waits for its welcome, or until it has come in by itself.
  private boolean isReadable(ConversationState state) {
    return state.standing() == Standing.OPEN
        || (state.standing() == Standing.REPAIRING && !joining.isExpected(state));
  }
}
