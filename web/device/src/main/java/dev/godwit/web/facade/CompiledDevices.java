package dev.godwit.web.facade;

import dev.godwit.device.Device;
import dev.godwit.device.Devices;
import dev.godwit.device.link.LinkCode;
import dev.godwit.device.own.Ending;
import dev.godwit.device.own.ListedDevice;
import dev.godwit.device.own.ToldDevice;
import dev.godwit.device.step.Setting;
import dev.godwit.device.trust.SafetyNumber;
import dev.godwit.web.crypto.SodiumCrypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.util.List;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.typedarrays.Uint8Array;

/// The account's devices, and whom it trusts, for a [CompiledDevice].
public final class CompiledDevices {
  private final Devices devices;

  CompiledDevices(Device device) {
    this.devices = device.devices();
  }

  /// Where the messages of a code go, 32 hexadecimal digits; empty when the text is no code.
  @JSExport
  public static String placeOf(String code) {
    return LinkCode.parse(code).map(c -> Plain.hex(c.place(new SodiumCrypto()))).orElse("");
  }

  /// An array of one [CompiledHost]; an empty one when the offer is not of the device that shows
  /// the code.
  @JSExport
  public JSArray<JSObject> answer(String code, Uint8Array offer, String handle, double now) {
    return CompiledHost.array(
        LinkCode.parse(code)
            .flatMap(parsed -> devices.answer(parsed, Plain.bytes(offer), handle, (long) now)));
  }

  /// Brings a device that the node has linked into all conversations.
  @JSExport
  public void host(String device, double now) {
    devices.host(DeviceId.parse(device), (long) now);
  }

  /// What a new device is told besides the history.
  @JSExport
  public JSObject catalogue() {
    return Plain.of().bytes("bytes", devices.catalogue()).end();
  }

  @JSExport
  public boolean isIn(String conversation, String device) {
    return devices.isIn(ConversationId.parse(conversation), DeviceId.parse(device));
  }

  /// What the node says of them, held against what is known here.
  @JSExport
  public JSArray<JSObject> list(JSArray<JSObject> told) {
    List<ToldDevice> said = Given.list(told, CompiledDevices::told);
    return Plain.array(devices.list(said), CompiledDevices::view);
  }

  private static ToldDevice told(Given device) {
    return new ToldDevice(
        DeviceId.parse(device.text("id")),
        device.bytes("certificate"),
        (long) device.number("linked"),
        (long) device.number("seen"),
        device.flag("revoked"));
  }

  private static JSObject view(ListedDevice device) {
    return Plain.of()
        .text("id", device.id().toString())
        .text("name", device.name())
        .text("platform", device.platform())
        .number("linkedMillis", device.linkedMillis())
        .number("seenMillis", device.seenMillis())
        .flag("current", device.here())
        .flag("revoked", device.revoked())
        .flag("certified", device.certified())
        .flag("hidden", device.hidden())
        .end();
  }

  /// What the person calls a device, on all of them; empty for nothing.
  @JSExport
  public void rename(String device, String name, double now) {
    devices.set(Setting.named(DeviceId.parse(device), name), (long) now);
  }

  @JSExport
  public String nameOf(String device) {
    return devices.setting(Setting.DEVICE + device);
  }

  /// A signed statement for the node that a device is to go.
  @JSExport
  public JSObject revocation(String device, double now) {
    Bytes statement = devices.revocation(DeviceId.parse(device), (long) now);
    return Plain.of().bytes("bytes", statement).end();
  }

  /// The node has taken such a statement: the device is let in nowhere any more.
  @JSExport
  public void revoked(String device, Uint8Array statement, double now) {
    devices.revoked(DeviceId.parse(device), Plain.bytes(statement), (long) now);
  }

  /// An array with how this device was taken out of the account; an empty one while it is not known
  /// that it was.
  @JSExport
  public JSArray<JSObject> ending() {
    return Plain.array(devices.ending().stream().toList(), CompiledDevices::view);
  }

  private static JSObject view(Ending ending) {
    return Plain.of()
        .number("timeMillis", ending.timeMillis())
        .flag("signed", ending.signed())
        .end();
  }

  /// Sixty digits; empty while the account's identity is not known here.
  @JSExport
  public String safetyNumber(String account) {
    return devices.safetyNumber(AccountId.parse(account)).map(SafetyNumber::digits).orElse("");
  }

  @JSExport
  public boolean isVerified(String account) {
    return devices.isVerified(AccountId.parse(account));
  }

  /// Marks this safety number as compared; false when it is not the account's any more.
  @JSExport
  public boolean verify(String account, String digits, double now) {
    return SafetyNumber.parse(digits)
        .filter(number -> devices.verify(AccountId.parse(account), number, (long) now))
        .isPresent();
  }
}
