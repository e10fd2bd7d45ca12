package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.device.Devices;
import dev.godwit.device.archive.ArchiveSeal;
import dev.godwit.device.link.LinkCode;
import dev.godwit.device.link.OldDevice;
import dev.godwit.device.own.OwnDevice;
import dev.godwit.device.trust.Certificates;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
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
        accepted.device(), accepted.platform(), time, time, false, false, true, false);
  }

  /// What the node says, held against what this device knows.
  List<DeviceInfo> devices() {
    JsonNode found = signIn.authorized(token -> api.get("/v1/devices", token));
    Known known = loop.ask(desk -> Known.of(desk.device().devices()));
    List<DeviceInfo> devices = new ArrayList<>();
    for (JsonNode each : found.path("devices")) {
      devices.add(info(each, known));
    }
    known.devices().stream()
        .filter(own -> !own.ended() && devices.stream().noneMatch(d -> d.id().equals(own.id())))
        .map(this::hidden)
        .forEach(devices::add);
    return List.copyOf(devices);
  }

  private record Known(Bytes identity, List<OwnDevice> devices) {
    static Known of(Devices devices) {
      return new Known(devices.identityKey(), devices.all());
    }

    boolean hasEnded(DeviceId id) {
      return devices.stream().anyMatch(own -> own.id().equals(id) && own.ended());
    }
  }

  private DeviceInfo info(JsonNode node, Known known) {
    DeviceId id = DeviceId.parse(Json.text(node, "id"));
    Optional<DeviceCertificate> certificate =
        Certificates.check(crypto, Json.bytes(node, "certificate"))
            .filter(own -> own.device().equals(id) && own.account().equals(me.account()))
            .filter(own -> own.identityKey().equals(known.identity()));
    return new DeviceInfo(
        id,
        certificate.map(DeviceCertificate::platform).orElse(""),
        node.path("linked").asLong(),
        node.path("seen").asLong(),
        id.equals(me.device()),
        node.path("revoked").asBoolean() || known.hasEnded(id),
        certificate.isPresent(),
        false);
  }

  private DeviceInfo hidden(OwnDevice own) {
    boolean here = own.id().equals(me.device());
    return new DeviceInfo(own.id(), own.platform(), own.linkedMillis(), 0, here, false, true, true);
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
