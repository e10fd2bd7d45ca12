package dev.godwit.client;

import dev.godwit.device.step.Event.AccountFound;
import dev.godwit.device.step.Event.AccountNotFound;
import dev.godwit.device.step.Event.CaughtUp;
import dev.godwit.device.step.Event.CommitRefused;
import dev.godwit.device.step.Event.ConversationChanged;
import dev.godwit.device.step.Event.Delivered;
import dev.godwit.device.step.Event.DeviceLinked;
import dev.godwit.device.step.Event.DeviceRefused;
import dev.godwit.device.step.Event.DeviceRevoked;
import dev.godwit.device.step.Event.ErrorHappened;
import dev.godwit.device.step.Event.GroupChanged;
import dev.godwit.device.step.Event.IdentityChanged;
import dev.godwit.device.step.Event.IntentionDone;
import dev.godwit.device.step.Event.IntentionFailed;
import dev.godwit.device.step.Event.LogShortened;
import dev.godwit.device.step.Event.MessageArrived;
import dev.godwit.device.step.Event.MessageFailed;
import dev.godwit.device.step.Event.MessageSent;
import dev.godwit.device.step.Event.NamesLearned;
import dev.godwit.device.step.Event.OldCopyDetected;
import dev.godwit.device.step.Event.PresenceChanged;
import dev.godwit.device.step.Event.Repaired;
import dev.godwit.device.step.Event.Seen;
import dev.godwit.device.step.Event.SettingChanged;
import dev.godwit.device.step.Event.TypingChanged;
import dev.godwit.device.step.Event.Undecryptable;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.List;
import java.util.Optional;

/// The machine's events as a person's program sees them. Belongs to the thread that owns the store.
final class EventViews {
  private final LocalStore store;
  private final Views views;
  private final Me me;

  EventViews(LocalStore store, Views views, Me me) {
    this.store = store;
    this.views = views;
    this.me = me;
  }

  /// None for what the SDK keeps to itself.
  List<Event> view(dev.godwit.device.step.Event event) {
    return switch (event) {
      case MessageArrived(var message) ->
          found(message).map(view -> List.<Event>of(new Event.Arrived(view))).orElse(List.of());
      case MessageSent(var message) ->
          List.of(
              new Event.Ticked(
                  message.conversation(), message.id(), message.sequence(), Tick.SENT));
      case MessageFailed(var message, var code) ->
          found(message)
              .map(view -> List.<Event>of(new Event.Failed(view, code.name(), code.text())))
              .orElse(List.of());
      case Delivered(var conversation, var after, var through) ->
          ticked(conversation, after, through, Tick.DELIVERED);
      case Seen(var conversation, var after, var through) ->
          ticked(conversation, after, through, Tick.READ);
      case ConversationChanged(var conversation) ->
          List.of(new Event.Changed(views.conversation(conversation)));
      case PresenceChanged(var account, var online, var lastSeenMillis) ->
          List.of(new Event.Presence(account, online, lastSeenMillis));
      case TypingChanged(var conversation, var account, var typing) ->
          List.of(new Event.Typing(conversation, account, typing));
      case Undecryptable(var conversation, _, _, var reason) ->
          notice(conversation, reason.name(), Views.sentence(reason));
      case Repaired(var conversation) ->
          notice(
              conversation,
              "REPAIRED",
              "The keys were renewed; messages can be read again from here on.");
      case IdentityChanged(var account, _, _) ->
          notice(
              conversationWith(account),
              "IDENTITY_CHANGED",
              "The other person's identity key has changed: ask them in person before you trust"
                  + " it.");
      case CommitRefused(var conversation, _, var reason) ->
          notice(
              conversation,
              "COMMIT_REFUSED_" + reason.name(),
              "A change of this conversation was refused; in a group nothing goes on until you say"
                  + " so or leave.");
      case OldCopyDetected(var conversation) ->
          notice(
              conversation,
              "OLD_COPY",
              "This home is an older copy of the device: do not use it beside the newer one.");
      case LogShortened(var conversation, _) ->
          notice(
              conversation,
              "LOG_SHORTENED",
              "The node has lost the newest messages of this conversation; they are still here.");
      case ErrorHappened(var code) -> notice(ConversationId.NONE, code.name(), code.text());
      case DeviceLinked(_, var platform) ->
          notice(
              ConversationId.NONE,
              "DEVICE_LINKED",
              "Your account has one more device (%s); if it is not yours, revoke it."
                  .formatted(platform));
      case DeviceRevoked(_, var platform, var signed) ->
          notice(
              ConversationId.NONE,
              signed ? "DEVICE_REMOVED" : "DEVICE_REMOVED_BY_NODE",
              "A device of your account (%s) was removed%s."
                  .formatted(platform, signed ? "" : " by the node"));
      case DeviceRefused _ ->
          notice(
              ConversationId.NONE,
              "DEVICE_REFUSED",
              "The node says that your account has a device that you did not link: it was let in"
                  + " nowhere. Do not trust this node.");
      case SettingChanged(var name) -> List.of(new Event.SettingChanged(name));
      case IntentionDone(var conversation, var intention, var leftOut) ->
          List.of(
              new Event.Wanted(
                  conversation,
                  intention,
                  "",
                  "",
                  leftOut.stream().map(views.names()::show).toList()));
      case IntentionFailed(var conversation, var intention, var code) ->
          List.of(new Event.Wanted(conversation, intention, code.name(), code.text(), List.of()));
      case GroupChanged(var conversation) -> List.of(new Event.GroupChanged(conversation));
      case NamesLearned _ -> List.of(new Event.Named());
      case AccountFound _, AccountNotFound _, CaughtUp _ -> List.of();
    };
  }

  private Optional<Message> found(dev.godwit.device.step.Message message) {
    return store.messages().byId(message.conversation(), message.id()).map(views::message);
  }

  private List<Event> ticked(ConversationId conversation, long after, long through, Tick tick) {
    return store.messages().between(conversation, me.account(), after, through).stream()
        .map(MessageTable.Row::message)
        .<Event>map(
            message -> new Event.Ticked(conversation, message.id(), message.sequence(), tick))
        .toList();
  }

  private ConversationId conversationWith(AccountId account) {
    return store.conversations().all().stream()
        .filter(row -> row.peer().equals(account))
        .map(dev.godwit.device.step.Conversation::id)
        .findFirst()
        .orElse(ConversationId.NONE);
  }

  private static List<Event> notice(ConversationId conversation, String code, String sentence) {
    return List.of(new Event.Notice(conversation, code, sentence));
  }
}
