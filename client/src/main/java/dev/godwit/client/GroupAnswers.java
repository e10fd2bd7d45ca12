package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.device.step.Answer;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What groups ask the node for, and its answers.
final class GroupAnswers {
  private GroupAnswers() {}

  static ObjectNode accounts(List<AccountId> accounts) {
    ObjectNode body = Json.object();
    ArrayNode array = body.putArray("accounts");
    accounts.forEach(account -> array.add(account.toString()));
    return body;
  }

  /// The devices of one account come one after the other.
  static Answer keyPackages(JsonNode node) {
    Map<AccountId, List<Answer.ClaimedKeyPackage>> claimed = new LinkedHashMap<>();
    for (JsonNode each : node.path("keyPackages")) {
      claimed
          .computeIfAbsent(AccountId.parse(Json.text(each, "account")), _ -> new ArrayList<>())
          .add(
              new Answer.ClaimedKeyPackage(
                  DeviceId.parse(Json.text(each, "device")),
                  Json.bytes(each, "certificate"),
                  Json.bytes(each, "keyPackage")));
    }
    List<AccountId> unreachable = new ArrayList<>();
    node.path("unreachable").forEach(each -> unreachable.add(AccountId.parse(each.asText())));
    return new Answer.ManyKeyPackages(
        claimed.entrySet().stream()
            .map(each -> new Answer.AccountKeyPackages(each.getKey(), each.getValue()))
            .toList(),
        unreachable);
  }

  static Answer members(JsonNode node) {
    List<Answer.Member> members = new ArrayList<>();
    for (JsonNode each : node.path("members")) {
      members.add(
          new Answer.Member(
              AccountId.parse(Json.text(each, "account")),
              Json.text(each, "handle"),
              Role.valueOf(Json.text(each, "role").toUpperCase(Locale.ROOT)),
              each.path("sinceSequence").asLong(),
              each.path("since").asLong()));
    }
    return new Answer.Members(node.path("sequence").asLong(), members);
  }
}
