package dev.godwit.web.facade;

import dev.godwit.device.Linking;
import dev.godwit.device.link.NewDevice;
import dev.godwit.device.step.Change;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.web.crypto.SodiumCrypto;
import java.util.List;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.typedarrays.Uint8Array;

/// A device that shows a code and waits for one of the account's to let it in.
public final class CompiledNewDevice {
  private final Crypto crypto = new SodiumCrypto();
  private final NewDevice device;

  @JSExport
  public CompiledNewDevice(String platform) {
    device = NewDevice.begin(crypto, platform);
  }

  /// For people: eight groups of four digits.
  @JSExport
  public String code() {
    return device.code().format();
  }

  /// Where the messages go.
  @JSExport
  public JSObject place() {
    return Plain.of().text("hex", Plain.hex(device.place())).bytes("bytes", device.place()).end();
  }

  @JSExport
  public JSObject offer() {
    return Plain.of().bytes("bytes", device.offer()).end();
  }

  /// What the answer makes of this device, in an array; an empty one when it was not made by
  /// somebody who knows the code.
  @JSExport
  public JSArray<JSObject> open(Uint8Array answer) {
    List<Linking.Linked> linked =
        device.open(Plain.bytes(answer)).map(a -> Linking.take(crypto, a)).stream().toList();
    return Plain.array(linked, CompiledNewDevice::view);
  }

  private static JSObject view(Linking.Linked linked) {
    return Plain.of()
        .text("account", linked.account().toString())
        .text("device", linked.device().toString())
        .text("handle", linked.handle())
        .bytes("acceptance", linked.acceptance())
        .list("keyPackages", linked.keyPackages(), Calls::upload)
        .bytes("archive", linked.archive())
        .bytes("archiveKey", linked.archiveKey())
        .list("changes", linked.changes(), Rows::change)
        .end();
  }

  /// What the device of the store signs to sign in by its key.
  @JSExport
  public static JSObject signIn(CompiledStore store, String challenge) {
    return Plain.of().bytes("bytes", Linking.signIn(store, new SodiumCrypto(), challenge)).end();
  }

  /// The changes that an old device's catalogue makes; none when it cannot be read.
  @JSExport
  public static JSArray<JSObject> takeOver(CompiledStore store, Uint8Array catalogue) {
    List<Change> changes =
        Linking.takeOver(store, new SodiumCrypto(), Plain.bytes(catalogue)).orElse(List.of());
    return Plain.array(changes, Rows::change);
  }
}
