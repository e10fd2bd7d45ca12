package dev.godwit.device.sync;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.session.Session;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Limits;
import dev.godwit.wire.Presence;
import dev.godwit.wire.Typing;
import dev.godwit.wire.Watch;
import dev.godwit.wire.Watched;
import java.util.List;

/// Who is there and who types: live only, never stored.
public final class Presences {
  private final Conversations conversations;
  private final Session session;
  private final Draft draft;
  private List<AccountId> watched = List.of();
  private List<Watched> told = List.of();

  public Presences(Conversations conversations, Session session, Draft draft) {
    this.conversations = conversations;
    this.session = session;
    this.draft = draft;
  }

  /// From now on, in this session and those after it.
  public void watch(List<AccountId> accounts) {
    watched = List.copyOf(accounts);
    if (session.isOpen()) {
      tellWatch();
    }
  }

  /// A conversation that was not there yet when its peer was asked for may be there now.
  public void pump(ConversationState state) {
    boolean isNew = isWatched(state) && !told.contains(watched(state));
    if (isNew && told.size() < Limits.WATCHED_ACCOUNTS_MAX && session.isOpen()) {
      tellWatch();
    }
  }

  public void typing(ConversationId conversation, boolean typing) {
    boolean isThere = conversations.find(conversation).filter(Presences::isOpen).isPresent();
    if (session.isOpen() && isThere) {
      draft.send(new Typing(conversation, AccountId.NONE, typing));
    }
  }

  public void onOpened() {
    told = List.of();
    if (!watched.isEmpty()) {
      tellWatch();
    }
  }

  public void onPresence(Presence presence) {
    draft.tell(
        new Event.PresenceChanged(presence.account(), presence.online(), presence.lastSeen()));
  }

  public void onTyping(Typing typing) {
    draft.tell(new Event.TypingChanged(typing.conversation(), typing.account(), typing.typing()));
  }

  private void tellWatch() {
    told =
        conversations.all().stream()
            .filter(this::isWatched)
            .limit(Limits.WATCHED_ACCOUNTS_MAX)
            .map(Presences::watched)
            .toList();
    draft.send(new Watch(told));
  }

  private boolean isWatched(ConversationState state) {
    return isOpen(state) && state.isDirect() && watched.contains(state.peer());
  }

  private static boolean isOpen(ConversationState state) {
    return state.standing() == Standing.OPEN || state.standing() == Standing.REPAIRING;
  }

  private static Watched watched(ConversationState state) {
    return new Watched(state.peer(), state.id());
  }
}
