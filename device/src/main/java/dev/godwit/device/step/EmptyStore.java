package dev.godwit.device.step;

import dev.godwit.wire.Bytes;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The store before there is one: all that is remembered is in the draft.
public final class EmptyStore implements DeviceStore {
  @Override
  public Optional<Bytes> get(String key) {
    return Optional.empty();
  }

  @Override
  public SortedMap<String, Bytes> scan(String prefix) {
    return new TreeMap<>();
  }
}
