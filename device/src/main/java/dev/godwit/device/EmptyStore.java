package dev.godwit.device;

import dev.godwit.device.step.DeviceStore;
import dev.godwit.wire.Bytes;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The store before there is one.
final class EmptyStore implements DeviceStore {
  @Override
  public Optional<Bytes> get(String key) {
    return Optional.empty();
  }

  @Override
  public SortedMap<String, Bytes> scan(String prefix) {
    return new TreeMap<>();
  }
}
