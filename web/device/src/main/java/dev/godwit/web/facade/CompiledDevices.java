package dev.godwit.web.facade;

import dev.godwit.device.Device;
import dev.godwit.device.Devices;
import dev.godwit.device.link.LinkCode;
import dev.godwit.device.own.OwnDevice;
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

  @JSExport
  public JSArray<JSObject> all() {
    List<OwnDevice> there = devices.all().stream().filter(each -> !each.ended()).toList();
    return Plain.array(there, CompiledDevices::view);
  }

  private static JSObject view(OwnDevice device) {
    return Plain.of()
        .text("id", device.id().toString())
        .text("platform", device.platform())
        .number("linkedMillis", device.linkedMillis())
        .end();
  }

  /// A signed statement for the node that a device is to go.
  @JSExport
  public JSObject revocation(String device, double now) {
    Bytes statement = devices.revocation(DeviceId.parse(device), (long) now);
    return Plain.of().bytes("bytes", statement).end();
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

  @JSExport
  public void verify(String account, boolean verified, double now) {
    devices.verify(AccountId.parse(account), verified, (long) now);
  }
}
