package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.util.List;
import java.util.stream.StreamSupport;

/// What a guest may ask of the owner, by name: the owner's side of [Guest].
final class Calls {
  private Calls() {}

  /// Throws [GodwitException] for what the owner refuses.
  static Object make(Backend owner, JsonNode asked) {
    return switch (asked.path("call").asText()) {
      case "me" -> owner.me();
      case "connect" -> done(owner::connect);
      case "connection" -> owner.connection();
      case "send" -> owner.send(recipient(asked), asked.path("text").asText());
      case "conversations" -> owner.conversations();
      case "conversation" -> owner.conversation(recipient(asked));
      case "history" ->
          owner.history(
              recipient(asked), asked.path("before").asLong(), asked.path("limit").asInt());
      case "arrivedAfter" ->
          owner.arrivedAfter(asked.path("arrival").asLong(), asked.path("limit").asInt());
      case "markRead" ->
          done(() -> owner.markRead(conversation(asked), asked.path("sequence").asLong()));
      case "typing" ->
          done(() -> owner.typing(conversation(asked), asked.path("typing").asBoolean()));
      case "watch" -> done(() -> owner.watch(accounts(asked.path("accounts"))));
      case "waiting" -> owner.waiting();
      case "note" -> owner.note(asked.path("name").asText());
      case "group" -> owner.group(GuestCodec.decode(asked.path("deed"), GroupDeed.class));
      case "putNote" ->
          done(() -> owner.putNote(asked.path("name").asText(), asked.path("value").asText()));
      case "approve" -> owner.approve(asked.path("code").asText(), asked.path("days").asInt());
      case "hosting" -> owner.hosting();
      case "devices" -> owner.devices();
      case "revoke" -> done(() -> owner.revoke(device(asked)));
      case "isIn" -> owner.isIn(conversation(asked), device(asked));
      case "verification" -> owner.verification(recipient(asked));
      case "verify" -> owner.verify(recipient(asked), asked.path("number").asText());
      case "trust" -> done(() -> owner.trust(recipient(asked)));
      case "progress" -> owner.progress();
      case "setting" -> owner.setting(asked.path("name").asText());
      case "set" ->
          done(() -> owner.set(asked.path("name").asText(), asked.path("value").asText()));
      default ->
          throw new GodwitException(
              Reason.Local.HOME_IN_USE,
              "Another version of Godwit uses this home; end that first.");
    };
  }

  private static boolean done(Runnable deed) {
    deed.run();
    return true;
  }

  private static Recipient recipient(JsonNode asked) {
    return Recipient.parse(asked.path("to").asText());
  }

  private static ConversationId conversation(JsonNode asked) {
    return ConversationId.parse(asked.path("conversation").asText());
  }

  private static DeviceId device(JsonNode asked) {
    return DeviceId.parse(asked.path("device").asText());
  }

  private static List<AccountId> accounts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(each -> AccountId.parse(each.asText()))
        .toList();
  }
}
