package dev.godwit.device.sync;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.session.Session;
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

  public Presences(Conversations conversations, Session session, Draft draft) {
    this.conversations = conversations;
    this.session = session;
    this.draft = draft;
  }

  /// From now on, in this session and those after it.
  public void watch(List<AccountId> accounts) {
    watched = List.copyOf(accounts);
    if (session.isOpen()) {
      sendWatch();
    }
  }

  public void typing(ConversationId conversation, boolean typing) {
    if (session.isOpen()) {
      draft.send(new Typing(conversation, AccountId.NONE, typing));
    }
  }

  public void onOpened() {
    if (!watched.isEmpty()) {
      sendWatch();
    }
  }

  public void onPresence(Presence presence) {
    draft.tell(
        new Event.PresenceChanged(presence.account(), presence.online(), presence.lastSeen()));
  }

  public void onTyping(Typing typing) {
    draft.tell(new Event.TypingChanged(typing.conversation(), typing.account(), typing.typing()));
  }

  private void sendWatch() {
    List<Watched> each =
        conversations.all().stream()
            .filter(state -> state.isDirect() && watched.contains(state.peer()))
            .limit(Limits.WATCHED_ACCOUNTS_MAX)
            .map(Presences::watched)
            .toList();
    draft.send(new Watch(each));
  }

  private static Watched watched(ConversationState state) {
    return new Watched(state.peer(), state.id());
  }
}
