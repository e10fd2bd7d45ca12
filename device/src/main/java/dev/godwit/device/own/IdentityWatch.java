package dev.godwit.device.own;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.GroupChange;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.conversation.DirectConversation;
import dev.godwit.device.group.Joining;
import dev.godwit.device.session.Link;
import dev.godwit.device.session.Retries;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.device.trust.Trust;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.util.List;
import java.util.Optional;

/// Looks accounts up that show another identity than the one that is remembered, and shows the
/// change as a line in the conversation with them.
public final class IdentityWatch {
  private static final int ID_BYTES = 16;

  private final Trust trust;
  private final Link link;
  private final Retries<AccountId> retries;
  private final Conversations conversations;
  private final Joining joining;
  private final Draft draft;

  public IdentityWatch(
      Trust trust, Link link, Conversations conversations, Joining joining, Draft draft) {
    this.trust = trust;
    this.link = link;
    this.retries = link.retries();
    this.conversations = conversations;
    this.joining = joining;
    this.draft = draft;
  }

  /// Asks for those that have shown another identity.
  public void pump() {
    for (AccountId account : trust.identities().suspects().ask(retries::isDue)) {
      link.calls().make(new Call.FindAccount(account), ConversationId.NONE);
    }
  }

  /// Shows the changes that are known, and goes on where the person has looked at one.
  public void tell() {
    trust.identities().takeChanged().forEach(this::show);
    trust.identities().takeLooked().forEach(this::unblock);
  }

  public void onConnected() {
    retries.hurry();
  }

  /// The node says whose identity it is, or does not say.
  public void onAnswer(AccountId account, Answer answer) {
    if (trust.identities().suspects().isAsked(account)) {
      settle(account, answer);
    }
    if (answer instanceof Answer.Account found && found.account().equals(account)) {
      trust.identities().told(account, found.identityKey());
      trust.revocations().learn(found);
      unblock(account);
      tell();
    }
  }

  private void settle(AccountId account, Answer answer) {
    if (answer.isForNow()) {
      again(account, answer.waitMillis());
    } else {
      retries.reset(account);
      trust.identities().suspects().answered(account);
    }
  }

  private void again(AccountId account, long waitMillis) {
    retries.later(account, waitMillis);
    trust.identities().suspects().failed(account);
  }

  /// What a leaf has shown may not be what the node says of the account.
  private void unblock(AccountId account) {
    ConversationId direct = DirectConversation.id(trust.crypto(), trust.self().account(), account);
    conversations
        .find(direct)
        .filter(ConversationState::isIdentityChanged)
        .ifPresent(
            state -> {
              state.identityChanged(trust.identities().isBlocked(account));
              conversations.save(state);
              joining.retry(state);
            });
  }

  private void show(AccountId account) {
    ConversationId direct = DirectConversation.id(trust.crypto(), trust.self().account(), account);
    Optional<ConversationState> state = conversations.find(direct);
    state.ifPresent(
        known -> {
          known.identityChanged(trust.identities().isBlocked(account));
          showLine(known, account);
          conversations.save(known);
          joining.retry(known);
        });
  }

  private void showLine(ConversationState state, AccountId account) {
    Message line =
        new Message(
            state.id(),
            EntryId.of(Bytes.owned(trust.crypto().random(ID_BYTES))),
            state.position(),
            0,
            account,
            DeviceId.NONE,
            state.timeMillis(),
            new MessageState.Received(),
            new Content.Changed(List.of(new GroupChange.IdentityChanged(account))));
    draft.put(line);
    draft.tell(new Event.MessageArrived(line));
  }
}
