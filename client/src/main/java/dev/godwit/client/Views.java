package dev.godwit.client;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.LossReason;
import dev.godwit.device.step.MessageState;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Role;
import java.util.List;

/// Rows of the store as a person sees them. Belongs to the thread that owns the store.
final class Views {
  private final LocalStore store;
  private final Me me;
  private final Names names;
  private final GroupLines lines;

  Views(LocalStore store, Me me) {
    this.store = store;
    this.me = me;
    this.names = new Names(store);
    this.lines = new GroupLines(me, names);
  }

  Names names() {
    return names;
  }

  List<Conversation> conversations() {
    return store.conversations().all().stream().map(this::conversation).toList();
  }

  Conversation conversation(dev.godwit.device.step.Conversation row) {
    return new Conversation(
        row.id(),
        row.peer(),
        row.peerHandle(),
        row.head(),
        store.messages().unread(row.id(), row.readThrough(), me.account()),
        row.readThrough(),
        row.deliveredThrough(),
        row.seenThrough(),
        row.identityChanged(),
        row.timeMillis(),
        before(row.id(), Long.MAX_VALUE, 1),
        row.kind() == ConversationKind.GROUP,
        row.name(),
        row.role() == Role.UNKNOWN ? "" : row.role().name(),
        row.members(),
        row.arrangement(),
        row.standing() == dev.godwit.device.step.Conversation.Standing.LEFT);
  }

  /// The newest messages before a place, newest first.
  List<Message> before(ConversationId conversation, long place, int limit) {
    return messages(store.messages().before(conversation, place, limit));
  }

  List<Message> messages(List<MessageTable.Row> rows) {
    return rows.stream().map(this::message).toList();
  }

  Message message(MessageTable.Row row) {
    var message = row.message();
    boolean mine = message.account().equals(me.account());
    return new Message(
        row.arrival(),
        message.conversation(),
        message.id(),
        message.sequence(),
        mine ? me.handle() : handle(message),
        mine,
        mine && !message.device().equals(me.device()),
        message.timeMillis(),
        kind(message.content()),
        text(message),
        message.content() instanceof Content.Text said ? Mentions.view(said, me, names) : List.of(),
        mine && !isLine(message.content()) ? tick(message) : Tick.NONE,
        message.state() instanceof MessageState.Failed(var code) ? code.name() : "");
  }

  private String handle(dev.godwit.device.step.Message message) {
    return names
        .find(message.account())
        .or(
            () ->
                store
                    .conversations()
                    .byId(message.conversation())
                    .map(dev.godwit.device.step.Conversation::peerHandle))
        .orElse("");
  }

  private static boolean isLine(Content content) {
    return kind(content) == Message.Kind.LINE;
  }

  private Tick tick(dev.godwit.device.step.Message message) {
    return switch (message.state()) {
      case MessageState.Failed _ -> Tick.FAILED;
      case MessageState.Waiting _ -> Tick.WAITING;
      case MessageState.Sent _, MessageState.Received _ ->
          store
              .conversations()
              .byId(message.conversation())
              .map(row -> tick(message.sequence(), row))
              .orElse(Tick.SENT);
    };
  }

  private static Tick tick(long sequence, dev.godwit.device.step.Conversation row) {
    if (sequence <= row.seenThrough()) {
      return Tick.READ;
    }
    return sequence <= row.deliveredThrough() ? Tick.DELIVERED : Tick.SENT;
  }

  private static Message.Kind kind(Content content) {
    return switch (content) {
      case Content.Text _ -> Message.Kind.TEXT;
      case Content.Lost _ -> Message.Kind.UNREADABLE;
      case Content.Renamed _, Content.Described _, Content.Pictured _, Content.Changed _ ->
          Message.Kind.LINE;
      default -> Message.Kind.NEWER;
    };
  }

  private String text(dev.godwit.device.step.Message message) {
    return switch (message.content()) {
      case Content.Text text -> text.text();
      case Content.Lost(var reason) -> sentence(reason);
      case Content content when isLine(content) -> lines.sentence(message.account(), content);
      default -> "This message needs a newer Godwit.";
    };
  }

  static String sentence(LossReason reason) {
    return switch (reason) {
      case KEYS_MISSING ->
          "This message cannot be read: it was encrypted for keys that this device does not have.";
      case NOT_AUTHENTIC -> "This message cannot be read: it is damaged or forged.";
      case EXPIRED -> "Older messages are gone: the node keeps them for a limited time.";
      case OWN_FORGOTTEN ->
          "You wrote this message, but this copy of the home is older and does not know it.";
      case TOO_MANY_WAITING ->
          "This message cannot be read: too many came before this device had joined.";
      case MALFORMED -> "This message cannot be read: there is nothing in it.";
      case NOT_ALLOWED -> "This message was refused: its sender may not do this in the group.";
    };
  }
}
