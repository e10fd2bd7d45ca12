package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The part of the node's interface by which two devices meet. Blocks; throws [GodwitException].
final class LinkApi {
  /// How often a message is looked for that the other device has not left yet.
  private static final long LOOK_MILLIS = 120;

  private final NodeApi api;

  LinkApi(NodeApi api) {
    this.api = api;
  }

  void offer(Bytes place, Bytes message) {
    ObjectNode body = Json.object().put("place", Json.base64(place));
    api.post("/v1/linkings", body.put("message", Json.base64(message)));
  }

  Bytes offerAt(Bytes place, String token) {
    return message(api.get(path(place), token));
  }

  void answer(Bytes place, String token, Bytes message) {
    api.post(path(place) + "/answer", token, body(message));
  }

  /// Waits for the answer, as long as the code lives.
  Bytes awaitAnswer(Bytes place) {
    return await(() -> message(api.get(path(place) + "/answer")));
  }

  void accept(Bytes place, Bytes message) {
    api.post(path(place) + "/acceptance", body(message));
  }

  /// Waits for the acceptance, as long as the code lives.
  Bytes awaitAcceptance(Bytes place, Supplier<String> token) {
    return await(() -> message(api.get(path(place) + "/acceptance", token.get())));
  }

  void register(DeviceId device, Bytes certificate, String token) {
    ObjectNode body = Json.object().put("id", device.toString());
    api.post("/v1/devices", token, body.put("certificate", Json.base64(certificate)));
  }

  String challenge() {
    return Json.text(api.post("/v1/sessions/challenge", Json.object()), "challenge");
  }

  JsonNode signIn(AccountId account, DeviceId device, String challenge, Bytes signature) {
    ObjectNode body = Json.object().put("account", account.toString());
    body.put("device", device.toString()).put("challenge", challenge);
    return api.post("/v1/sessions/device", body.put("signature", Json.base64(signature)));
  }

  /// Looks again and again until there is something; LINKING_UNKNOWN when the code's time is over.
  private static Bytes await(Supplier<Bytes> look) {
    while (true) {
      Bytes found = look.get();
      if (!found.isEmpty()) {
        return found;
      }
      rest();
    }
  }

  static void rest() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw GodwitException.refused(ErrorCode.LINKING_UNKNOWN);
    }
  }

  private static ObjectNode body(Bytes message) {
    return Json.object().put("message", Json.base64(message));
  }

  private static Bytes message(JsonNode node) {
    return Json.bytes(node, "message");
  }

  private static String path(Bytes place) {
    return "/v1/linkings/" + HexFormat.of().formatHex(place.toArray());
  }
}
