package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.device.archive.ArchiveSeal;
import dev.godwit.device.link.LinkCode;
import dev.godwit.device.link.OldDevice;
import dev.godwit.device.own.ToldDevice;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an old device does for and to others of its account: lets them in, lists them, takes them
/// out.
final class Approver {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final Me me;
  private final NodeApi api;
  private final LinkApi links;
  private final SignIn signIn;
  private final Crypto crypto;
  private final DeviceLoop loop;
  private final HistorySender history;

  Approver(Me me, NodeApi api, SignIn signIn, Crypto crypto, DeviceLoop loop) {
    this.me = me;
    this.api = api;
    this.links = new LinkApi(api);
    this.signIn = signIn;
    this.crypto = crypto;
    this.loop = loop;
    this.history = new HistorySender(api, links, signIn, crypto, loop);
  }

  HistorySender history() {
    return history;
  }

  /// Lets the device in that shows this code. Blocks until it is one of the account's.
  ///
  /// @param days how much of the history it gets, 0 for all
  DeviceInfo approve(String typed, int days) {
    LinkCode code =
        LinkCode.parse(typed)
            .orElseThrow(
                () ->
                    new GodwitException(
                        Reason.Local.CODE_INVALID,
                        "A code has 32 digits; type it as the new device shows it."));
    requireRoom();
    Bytes place = code.place(crypto);
    Bytes offer = signIn.authorized(token -> links.offerAt(place, token));
    long time = api.time().orElseGet(System::currentTimeMillis);
    OldDevice host =
        loop.<Optional<OldDevice>>ask(
                desk -> {
                  desk.device().devices().nodeTime(time, desk.now());
                  return desk.device().devices().answer(code, offer, me.handle(), desk.now());
                })
            .orElseThrow(() -> GodwitException.refused(ErrorCode.LINKING_UNKNOWN));
    signIn.authorized(
        token -> {
          links.answer(place, token, host.answer());
          return true;
        });
    Bytes acceptance = links.awaitAcceptance(place, signIn::access);
    OldDevice.Accepted accepted =
        host.accepted(acceptance)
            .orElseThrow(() -> GodwitException.refused(ErrorCode.LINKING_UNKNOWN));
    try {
      ArchiveSeal seal = new ArchiveSeal(host.archive(), host.archiveKey());
      history.begin(accepted, seal, days == 0 ? 0 : time - days * DAY_MILLIS);
    } finally {
      Thread.ofVirtual().name("godwit-history").start(history::run);
    }
    return new DeviceInfo(
        accepted.device(), "", accepted.platform(), time, time, false, false, true, false);
  }

  /// Before the identity is handed over: the code stays good while the person makes room.
  private void requireRoom() {
    long there = devices().stream().filter(each -> !each.revoked() && !each.hidden()).count();
    if (there >= Limits.DEVICES_PER_ACCOUNT_MAX) {
      throw new GodwitException(
          new Reason.Refused(ErrorCode.TOO_MANY_DEVICES, 0),
          "Your account has %d devices, as many as it may; revoke one, then approve the code again."
              .formatted(there));
    }
  }

  /// What the node says, held against what this device knows.
  List<DeviceInfo> devices() {
    JsonNode found = signIn.authorized(token -> api.get("/v1/devices", token));
    List<ToldDevice> told = new ArrayList<>();
    found.path("devices").forEach(each -> told.add(told(each)));
    return loop.ask(desk -> desk.device().devices().list(told)).stream()
        .map(DeviceInfo::of)
        .toList();
  }

  private static ToldDevice told(JsonNode node) {
    return new ToldDevice(
        DeviceId.parse(Json.text(node, "id")),
        Json.bytes(node, "certificate"),
        node.path("linked").asLong(),
        node.path("seen").asLong(),
        node.path("revoked").asBoolean());
  }

  /// Takes a device out of the account, signed by its identity.
  void revoke(DeviceId device) {
    Bytes statement = loop.ask(desk -> desk.device().devices().revocation(device, desk.now()));
    ObjectNode body = Json.object().put("revocation", Json.base64(statement));
    signIn.authorized(token -> api.post("/v1/devices/" + device + "/revocation", token, body));
    boolean remembered =
        loop.ask(
            desk -> {
              desk.device().devices().revoked(device, statement, desk.now());
              return true;
            });
    assert remembered;
  }
}
