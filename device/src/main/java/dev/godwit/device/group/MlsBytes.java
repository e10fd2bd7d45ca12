package dev.godwit.device.group;

import dev.godwit.wire.Bytes;
import java.util.HashMap;
import java.util.Map;

/// From the bytes of `wire` to those of `mls` and back.
final class MlsBytes {
  private MlsBytes() {}

  static dev.godwit.mls.Bytes of(Bytes bytes) {
    return dev.godwit.mls.Bytes.of(bytes.shared());
  }

  /// A group's parts by the keys that MLS gave them.
  static Map<String, dev.godwit.mls.Bytes> parts(String prefix, Map<String, Bytes> stored) {
    Map<String, dev.godwit.mls.Bytes> parts = new HashMap<>();
    stored.forEach((key, value) -> parts.put(key.substring(prefix.length()), of(value)));
    return parts;
  }

  static Bytes from(dev.godwit.mls.Bytes bytes) {
    return Bytes.owned(bytes.toByteArray());
  }
}
