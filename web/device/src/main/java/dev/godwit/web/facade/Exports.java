package dev.godwit.web.facade;

import org.teavm.jso.JSExport;
import org.teavm.jso.JSExportClasses;

/// The functions of the compiled module.
@JSExportClasses({
  CompiledArchive.class,
  CompiledBackoff.class,
  CompiledDevice.class,
  CompiledDevices.class,
  CompiledGroups.class,
  CompiledHost.class,
  CompiledNewDevice.class,
  CompiledStore.class
})
public final class Exports {
  private Exports() {}

  @JSExport
  public static int canaryWrite(int index) {
    return Canary.write(index);
  }

  @JSExport
  public static int canaryRead(int index) {
    return Canary.read(index);
  }

  @JSExport
  public static int canaryLength(String text) {
    return Canary.length(text);
  }
}
