package dev.godwit.web.facade;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.LossReason;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.ErrorCode;
import org.teavm.jso.JSObject;

/// Changes of the store and rows of history as plain objects.
final class Rows {
  private Rows() {}

  static JSObject change(Change change) {
    return switch (change) {
      case Change.Put(var key, var value) ->
          Plain.of("put").text("key", key).bytes("value", value).end();
      case Change.Delete(var key) -> Plain.of("delete").text("key", key).end();
      case Change.PutMessage(var message) ->
          Plain.of("message").object("row", message(message)).end();
      case Change.PutConversation(var conversation) ->
          Plain.of("conversation").object("row", conversation(conversation)).end();
      case Change.DeleteConversation(var id) ->
          Plain.of("deleteConversation").text("conversation", id.toString()).end();
    };
  }

  static JSObject message(Message message) {
    return Plain.of()
        .text("conversation", message.conversation().toString())
        .text("id", message.id().toString())
        .number("sequence", message.sequence())
        .number("order", message.order())
        .text("account", message.account().toString())
        .number("timeMillis", message.timeMillis())
        .object("state", state(message.state()))
        .object("content", content(message.content()))
        .end();
  }

  private static JSObject state(MessageState state) {
    return switch (state) {
      case MessageState.Received _ -> Plain.of("received").end();
      case MessageState.Waiting _ -> Plain.of("waiting").end();
      case MessageState.Sent _ -> Plain.of("sent").end();
      case MessageState.Failed(var code) ->
          Plain.of("failed").object("failure", failure(code)).end();
    };
  }

  static JSObject failure(ErrorCode code) {
    return Plain.of().text("code", code.name()).text("text", code.text()).end();
  }

  private static JSObject content(Content content) {
    return switch (content) {
      case Content.Text(var text, var mentions) ->
          Plain.of("text").text("text", text).list("mentions", mentions, Rows::mention).end();
      case Content.Renamed(var name) -> Plain.of("renamed").text("name", name).end();
      case Content.Described(var description) ->
          Plain.of("described").text("description", description).end();
      case Content.Pictured _ -> Plain.of("pictured").end();
      case Content.Changed(var changes) ->
          Plain.of("changed").list("changes", changes, GroupViews::change).end();
      case Content.Lost(var reason) -> Plain.of("lost").text("reason", name(reason)).end();
      case Content.Unknown _ -> Plain.of("unknown").end();
      case Content.Details _,
          Content.Leaving _,
          Content.Invited _,
          Content.InvitationRevoked _,
          Content.Setting _ ->
          throw new IllegalArgumentException("A quiet content is no row");
    };
  }

  private static JSObject mention(Content.Mention mention) {
    return Plain.of()
        .text("account", mention.account().toString())
        .number("start", mention.from())
        .number("length", mention.length())
        .end();
  }

  static String name(LossReason reason) {
    return switch (reason) {
      case KEYS_MISSING -> "keysMissing";
      case NOT_AUTHENTIC -> "notAuthentic";
      case OWN_FORGOTTEN -> "ownForgotten";
      case TOO_MANY_WAITING -> "tooManyWaiting";
      case EXPIRED -> "expired";
      case MALFORMED -> "malformed";
      case NOT_ALLOWED -> "notAllowed";
    };
  }

  static JSObject conversation(Conversation row) {
    return Plain.of(row.kind() == ConversationKind.GROUP ? "group" : "direct")
        .text("id", row.id().toString())
        .text("peer", row.peer().toString())
        .text("peerHandle", row.peerHandle())
        .text("standing", standing(row.standing()))
        .number("head", row.head())
        .number("readThrough", row.readThrough())
        .number("deliveredThrough", row.deliveredThrough())
        .number("seenThrough", row.seenThrough())
        .flag("identityChanged", row.identityChanged())
        .number("timeMillis", row.timeMillis())
        .text("name", row.name())
        .text("role", GroupViews.name(row.role()))
        .number("members", row.members())
        .number("mutedUntilMillis", row.arrangement().mutedUntilMillis())
        .flag("pinned", row.arrangement().pinned())
        .flag("archived", row.arrangement().archived())
        .text("draft", row.arrangement().draft())
        .end();
  }

  private static String standing(Conversation.Standing standing) {
    return switch (standing) {
      case NEW -> "new";
      case JOINING -> "joining";
      case OPEN -> "open";
      case REPAIRING -> "repairing";
      case LEFT -> "left";
    };
  }
}
