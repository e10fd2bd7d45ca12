package dev.godwit.web.facade;

import dev.godwit.device.content.RefusalReason;
import dev.godwit.device.step.Event;
import dev.godwit.wire.AccountId;
import org.teavm.jso.JSObject;

/// The device's events as plain objects.
final class Events {
  private Events() {}

  static JSObject view(Event event) {
    return switch (event) {
      case Event.MessageArrived(var message) ->
          Plain.of("arrived").object("row", Rows.message(message)).end();
      case Event.MessageSent _, Event.MessageFailed _, Event.ConversationChanged _ -> inRows();
      case Event.Delivered _, Event.Seen _ -> inRows();
      case Event.PresenceChanged(var account, var online, var lastSeenMillis) ->
          Plain.of("presence")
              .text("account", account.toString())
              .flag("online", online)
              .number("lastSeenMillis", lastSeenMillis)
              .end();
      case Event.TypingChanged(var conversation, var account, var typing) ->
          Plain.of("typing")
              .text("conversation", conversation.toString())
              .text("account", account.toString())
              .flag("typing", typing)
              .end();
      case Event.CaughtUp _ -> Plain.of("caughtUp").end();
      case Event.AccountFound(var handle, var account) ->
          Plain.of("found").text("handle", handle).text("account", account.toString()).end();
      case Event.AccountNotFound(var handle, var code) ->
          Plain.of("notFound").text("handle", handle).object("failure", Rows.failure(code)).end();
      case Event.Undecryptable(var conversation, _, _, var reason) ->
          notice("undecryptable", conversation.toString()).text("reason", Rows.name(reason)).end();
      case Event.Repaired(var conversation) -> notice("repaired", conversation.toString()).end();
      case Event.IdentityChanged(var account, _, _) ->
          Plain.of("identityChanged").text("account", account.toString()).end();
      case Event.CommitRefused(var conversation, _, var reason) ->
          notice("commitRefused", conversation.toString()).text("reason", name(reason)).end();
      case Event.OldCopyDetected(var conversation) ->
          notice("oldCopy", conversation.toString()).end();
      case Event.LogShortened(var conversation, _) ->
          notice("logShortened", conversation.toString()).end();
      case Event.ErrorHappened(var code) ->
          Plain.of("failure").object("failure", Rows.failure(code)).end();
      case Event.IntentionDone(var conversation, var intention, var leftOut) ->
          notice("intentionDone", conversation.toString())
              .text("intention", intention.toString())
              .list("leftOut", leftOut, Events::account)
              .end();
      case Event.IntentionFailed(var conversation, var intention, var code) ->
          notice("intentionFailed", conversation.toString())
              .text("intention", intention.toString())
              .object("failure", Rows.failure(code))
              .end();
      case Event.GroupChanged(var conversation) ->
          notice("groupChanged", conversation.toString()).end();
      case Event.NamesLearned(var accounts) ->
          Plain.of("namesLearned").list("accounts", accounts, Events::account).end();
      case Event.DeviceLinked(var device, var platform) ->
          Plain.of("deviceLinked")
              .text("device", device.toString())
              .text("platform", platform)
              .end();
      case Event.DeviceRevoked(var device, var platform, var signed) ->
          Plain.of("deviceRevoked")
              .text("device", device.toString())
              .text("platform", platform)
              .flag("signed", signed)
              .end();
      case Event.DeviceRefused(var device) ->
          Plain.of("deviceRefused").text("device", device.toString()).end();
      case Event.SettingChanged(var name) -> Plain.of("settingChanged").text("name", name).end();
    };
  }

  private static JSObject account(AccountId account) {
    return Plain.of().text("account", account.toString()).end();
  }

  /// What the rows of the same step tell already.
  private static JSObject inRows() {
    return Plain.of("inRows").end();
  }

  private static Plain notice(String kind, String conversation) {
    return Plain.of(kind).text("conversation", conversation);
  }

  static String name(RefusalReason reason) {
    return "COMMIT_REFUSED_" + reason.name();
  }
}
