package dev.godwit.web.facade;

import dev.godwit.device.step.DeviceStore;
import dev.godwit.wire.Bytes;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.typedarrays.Uint8Array;

/// The device's small state in the worker's memory, for it is read synchronously and IndexedDB is
/// not. The worker fills it at the start, and applies a step's changes once they are durable.
public final class CompiledStore implements DeviceStore {
  private final SortedMap<String, Bytes> values = new TreeMap<>();

  @JSExport
  public CompiledStore() {}

  @JSExport
  public void put(String key, Uint8Array value) {
    values.put(key, Plain.bytes(value));
  }

  /// Shows changes of [Rows#change] that were made durable; rows of history are the worker's.
  @JSExport
  public void apply(JSArray<JSObject> changes) {
    for (int index = 0; index < changes.getLength(); index++) {
      apply(new Given(changes.get(index)));
    }
  }

  private void apply(Given change) {
    switch (change.text("kind")) {
      case "put" -> values.put(change.text("key"), change.bytes("value"));
      case "delete" -> values.remove(change.text("key"));
      default -> {
        // A row, which the device never reads.
      }
    }
  }

  @Override
  public Optional<Bytes> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public SortedMap<String, Bytes> scan(String prefix) {
    return new TreeMap<>(values.subMap(prefix, prefix + Character.MAX_VALUE));
  }
}
