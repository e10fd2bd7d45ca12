package dev.godwit.device.own;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Setting;
import dev.godwit.device.trust.Certificates;
import dev.godwit.device.trust.Self;
import dev.godwit.device.trust.Trust;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which devices the own account has: those that its identity has signed and that have not ended.
/// What the node says of them is believed only as far as that holds.
public final class OwnDevices {
  static final String PREFIX = "own/";
  private static final String SET = "own-set";

  /// How this device has ended.
  private static final String ENDING = "ending";

  /// When the account was begun anew, milliseconds since 1970 by the node's clock.
  static final String ANEW = "anew";

  private final Trust trust;
  private final Draft draft;
  private final Map<DeviceId, OwnDevice> devices = new TreeMap<>();
  private long set;

  public OwnDevices(Trust trust, Draft draft) {
    this.trust = trust;
    this.draft = draft;
    for (Map.Entry<String, Bytes> row : draft.scan(PREFIX).entrySet()) {
      DeviceId id = DeviceId.parse(row.getKey().substring(PREFIX.length()));
      devices.put(id, OwnDevice.decode(id, row.getValue()));
    }
    set = draft.get(SET).map(value -> new Unpacker(value).number()).orElse(0L);
    Self self = trust.self();
    boolean believed = trust.identities().meet(self.account(), self.identityPublicKey());
    assert believed;
    if (!devices.containsKey(self.device())) {
      certificate(self.certificate()).ifPresent(own -> put(device(own, own.time())));
    }
  }

  /// The account begins anew with this device.
  public void beginAnew(long serverMillis) {
    draft.put(ANEW, new Packer().number(serverMillis).toBytes());
  }

  /// Whether this was before the account was begun anew: of other devices, under an identity that
  /// is no more.
  public boolean isFromBefore(long timeMillis) {
    return draft.get(ANEW).map(value -> timeMillis < new Unpacker(value).number()).orElse(false);
  }

  /// All that were ever known, ended ones too.
  public List<OwnDevice> all() {
    return List.copyOf(devices.values());
  }

  /// Holds what the node says against what is known here; what it leaves out comes last.
  ///
  /// @param settings where the names are
  public List<ListedDevice> list(List<ToldDevice> told, Settings settings) {
    List<ListedDevice> list = new ArrayList<>();
    told.forEach(each -> list.add(listed(each, name(settings, each.id()))));
    for (OwnDevice own : devices.values()) {
      if (!own.ended() && told.stream().noneMatch(each -> each.id().equals(own.id()))) {
        list.add(hidden(own, name(settings, own.id())));
      }
    }
    return List.copyOf(list);
  }

  private static String name(Settings settings, DeviceId device) {
    Bytes name = settings.get(Setting.DEVICE + device);
    return new String(name.toArray(), StandardCharsets.UTF_8);
  }

  private ListedDevice listed(ToldDevice told, String name) {
    Optional<DeviceCertificate> signed =
        certificate(told.certificate()).filter(own -> own.device().equals(told.id()));
    OwnDevice known = devices.get(told.id());
    return new ListedDevice(
        told.id(),
        name,
        signed.map(DeviceCertificate::platform).orElse(""),
        told.linkedMillis(),
        told.seenMillis(),
        isHere(told.id()),
        told.revoked() || (known != null && known.ended()),
        signed.isPresent(),
        false);
  }

  private ListedDevice hidden(OwnDevice own, String name) {
    return new ListedDevice(
        own.id(), name, own.platform(), own.linkedMillis(), 0, isHere(own.id()), false, true, true);
  }

  private boolean isHere(DeviceId device) {
    return device.equals(trust.self().device());
  }

  /// The other devices that are there to be talked to.
  List<DeviceId> others() {
    List<DeviceId> others = new ArrayList<>();
    for (OwnDevice device : devices.values()) {
      if (!device.ended() && !isHere(device.id())) {
        others.add(device.id());
      }
    }
    return others;
  }

  public boolean hasOthers() {
    return !others().isEmpty();
  }

  /// Grows whenever a device comes or goes.
  long set() {
    return set;
  }

  /// The node says that a device was linked. One that the identity has not signed, or that has
  /// ended before, is refused and told, unless it is from before the account was begun anew.
  public void onLinked(DeviceId device, Bytes certificate, long timeMillis) {
    Optional<DeviceCertificate> signed =
        certificate(certificate).filter(own -> own.device().equals(device));
    if (signed.isEmpty() || trust.revocations().isRevoked(trust.self().account(), device)) {
      if (!isFromBefore(timeMillis)) {
        draft.tell(new Event.DeviceRefused(device));
      }
      return;
    }
    boolean known = devices.containsKey(device);
    put(device(signed.get(), timeMillis));
    if (!known && !isHere(device)) {
      draft.tell(new Event.DeviceLinked(device, signed.get().platform()));
    }
  }

  /// A device that is in a group with a certificate that holds, and that the node never told of.
  void onSeen(DeviceCertificate certificate) {
    boolean ended = trust.revocations().isRevoked(trust.self().account(), certificate.device());
    if (!ended && !devices.containsKey(certificate.device())) {
      put(device(certificate, certificate.time()));
      draft.tell(new Event.DeviceLinked(certificate.device(), certificate.platform()));
    }
  }

  /// A device has ended.
  ///
  /// @param statement the account's own, or none when the node alone says so
  /// @param timeMillis when, by the node's clock
  public void onRevoked(DeviceId device, Bytes statement, long timeMillis) {
    boolean signed = trust.revocations().learn(trust.self().account(), statement).isPresent();
    trust.revocations().remember(trust.self().account(), device);
    OwnDevice known = devices.get(device);
    if (known != null && !known.ended()) {
      put(known.asEnded());
      if (isHere(device)) {
        draft.put(ENDING, new Ending(timeMillis, signed).encode());
      }
      draft.tell(new Event.DeviceRevoked(device, known.platform(), signed));
    }
  }

  /// How this device came to be taken out of the account; empty while it is not known that it was.
  public Optional<Ending> ending() {
    return draft.get(ENDING).map(Ending::decode);
  }

  private static OwnDevice device(DeviceCertificate certificate, long timeMillis) {
    return new OwnDevice(certificate.device(), certificate.platform(), timeMillis, false);
  }

  private void put(OwnDevice device) {
    OwnDevice before = devices.put(device.id(), device);
    draft.put(PREFIX + device.id(), device.encode());
    if (before == null || before.ended() != device.ended()) {
      set++;
      draft.put(SET, new Packer().number(set).toBytes());
    }
  }

  private Optional<DeviceCertificate> certificate(Bytes signed) {
    Self self = trust.self();
    return Certificates.check(trust.crypto(), signed)
        .filter(own -> own.account().equals(self.account()))
        .filter(own -> own.identityKey().equals(self.identityPublicKey()));
  }
}
