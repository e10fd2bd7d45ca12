package dev.godwit.device.step;

import dev.godwit.wire.Bytes;
import java.util.Optional;
import java.util.SortedMap;

/// The device's small state, read synchronously. Everything in it is secret: the shell keeps it
/// encrypted at rest.
///
/// It shows exactly the `Put`s and `Delete`s of the steps that were made durable. Keys are ASCII,
/// at most 100 characters; values are small except trees (some KiB per hundred members).
public interface DeviceStore {
  Optional<Bytes> get(String key);

  /// Everything whose key starts with `prefix`, ordered by key.
  SortedMap<String, Bytes> scan(String prefix);
}
