package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CommitAttachment;
import dev.godwit.wire.DeviceId;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The device's calls over REST. Blocks; never throws: what goes wrong is an answer too.
public final class NodeCalls {
  private final NodeApi api;
  private final SignIn signIn;

  NodeCalls(NodeApi api, SignIn signIn) {
    this.api = api;
    this.signIn = signIn;
  }

  /// One call of a device that a shell of another kind drives, with an access token of its own.
  public static Answer make(HttpClient http, URI node, String token, Call call) {
    NodeApi api = new NodeApi(http, node);
    return answer(() -> make(api, call, token));
  }

  Answer make(Call call) {
    return answer(() -> signIn.authorized(token -> make(api, call, token)));
  }

  private static Answer answer(Supplier<Answer> call) {
    try {
      return call.get();
    } catch (GodwitException e) {
      return e.reason() instanceof Reason.Refused(var error, var retryAfterMillis)
          ? new Answer.Refused(error, retryAfterMillis)
          : new Answer.Unreachable();
    } catch (RuntimeException e) {
      // Who waits for an answer that never comes waits for ever: what cannot be read is none.
      return new Answer.Unreachable();
    }
  }

  private static Answer make(NodeApi api, Call call, String token) {
    return switch (call) {
      case Call.FindHandle(var handle) ->
          account(
              api.get("/v1/handles/" + URLEncoder.encode(handle, StandardCharsets.UTF_8), token));
      case Call.FindAccount(var account) -> account(api.get("/v1/accounts/" + account, token));
      case Call.ClaimKeyPackages(var account) ->
          keyPackages(
              api.post("/v1/accounts/" + account + "/key-packages/claim", token, Json.object()));
      case Call.ClaimOwnKeyPackages(var device, var count) ->
          keyPackages(
              api.post(
                  "/v1/devices/" + device + "/key-packages/claim",
                  token,
                  Json.object().put("count", count)));
      case Call.ClaimManyKeyPackages(var accounts) ->
          GroupAnswers.keyPackages(
              api.post("/v1/key-packages/claim", token, GroupAnswers.accounts(accounts)));
      case Call.FetchMembers(var conversation) ->
          GroupAnswers.members(api.get("/v1/conversations/" + conversation + "/members", token));
      case Call.PublishKeyPackages(var uploads) -> {
        ObjectNode body = Json.object();
        body.set("keyPackages", uploads(uploads));
        api.post("/v1/key-packages", token, body);
        yield new Answer.Done();
      }
      case Call.CountKeyPackages _ ->
          new Answer.Count(api.get("/v1/key-packages", token).path("count").asInt());
      case Call.FetchWelcome(var conversation, var sequence) ->
          welcome(
              api.getBytes("/v1/conversations/" + conversation + "/welcomes/" + sequence, token));
      case Call.FetchGroupInfo(var conversation) ->
          groupInfo(api.get("/v1/conversations/" + conversation + "/group-info", token));
    };
  }

  static ArrayNode uploads(List<KeyPackageUpload> uploads) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (KeyPackageUpload upload : uploads) {
      array
          .addObject()
          .put("bytes", Json.base64(upload.bytes()))
          .put("expires", upload.expiresMillis())
          .put("lastResort", upload.lastResort());
    }
    return array;
  }

  private static Answer account(JsonNode node) {
    List<Answer.AccountDevice> devices = new ArrayList<>();
    for (JsonNode device : node.path("devices")) {
      devices.add(
          new Answer.AccountDevice(
              DeviceId.parse(Json.text(device, "id")),
              Json.bytes(device, "certificate"),
              isRevoked(device.path("revoked")),
              device.has("revocation") ? Json.bytes(device, "revocation") : Bytes.EMPTY));
    }
    return new Answer.Account(
        AccountId.parse(Json.text(node, "account")),
        Json.text(node, "handle"),
        Json.bytes(node, "identityKey"),
        List.copyOf(devices));
  }

  /// Told as a time, 0 when it is not revoked, or as true or false.
  private static boolean isRevoked(JsonNode node) {
    return node.isNumber() ? node.asLong() != 0 : node.asBoolean();
  }

  private static Answer keyPackages(JsonNode node) {
    List<Answer.ClaimedKeyPackage> claimed = new ArrayList<>();
    for (JsonNode each : node.path("keyPackages")) {
      claimed.add(
          new Answer.ClaimedKeyPackage(
              DeviceId.parse(Json.text(each, "device")),
              Json.bytes(each, "certificate"),
              Json.bytes(each, "keyPackage")));
    }
    return new Answer.KeyPackages(List.copyOf(claimed));
  }

  private static Answer welcome(Bytes encoded) {
    CommitAttachment found = CommitAttachment.decode(encoded);
    return new Answer.Welcome(found.welcome(), found.groupInfo(), found.ratchetTree());
  }

  private static Answer groupInfo(JsonNode node) {
    return new Answer.NewestGroupInfo(
        node.path("sequence").asLong(),
        node.path("epoch").asLong(),
        Json.bytes(node, "groupInfo"),
        Json.bytes(node, "ratchetTree"));
  }
}
