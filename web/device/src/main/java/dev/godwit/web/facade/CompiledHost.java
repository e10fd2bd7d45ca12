package dev.godwit.web.facade;

import dev.godwit.device.archive.ArchiveSeal;
import dev.godwit.device.link.OldDevice;
import java.util.Optional;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.typedarrays.Uint8Array;

/// This device's side of letting another one in.
public final class CompiledHost {
  private final OldDevice host;

  private CompiledHost(OldDevice host) {
    this.host = host;
  }

  static JSArray<JSObject> array(Optional<OldDevice> answered) {
    JSArray<JSObject> array = new JSArray<>();
    answered.ifPresent(host -> push(array, new CompiledHost(host)));
    return array;
  }

  @JSBody(
      params = {"array", "host"},
      script = "array.push(host);")
  private static native void push(JSArray<JSObject> array, Object host);

  /// What the new device waits for.
  @JSExport
  public JSObject answer() {
    return Plain.of().bytes("bytes", host.answer()).end();
  }

  /// Where the history goes, and what it is sealed under; secret.
  @JSExport
  public JSObject archive() {
    return Plain.of().bytes("archive", host.archive()).bytes("key", host.archiveKey()).end();
  }

  /// What the new device has answered, in an array; an empty one when it does not hold.
  @JSExport
  public JSArray<JSObject> accepted(Uint8Array acceptance) {
    return Plain.array(
        host.accepted(Plain.bytes(acceptance)).stream().toList(), CompiledHost::view);
  }

  private static JSObject view(OldDevice.Accepted accepted) {
    return Plain.of()
        .text("device", accepted.device().toString())
        .bytes("certificate", accepted.certificate())
        .text("platform", accepted.platform())
        .end();
  }

  static ArchiveSeal seal(Uint8Array archive, Uint8Array key) {
    return new ArchiveSeal(Plain.bytes(archive), Plain.bytes(key));
  }
}
