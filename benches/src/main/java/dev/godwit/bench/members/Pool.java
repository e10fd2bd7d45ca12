package dev.godwit.bench.members;

import dev.godwit.wire.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/// Keeps one copy of large values that many devices hold, such as the encoded tree of a group. Safe
/// for several threads.
final class Pool {
  /// Smaller values are hardly ever the same.
  private static final int BYTES_MIN = 4_096;

  private static final int VALUES_MAX = 256;

  private final Map<Bytes, Bytes> values =
      new LinkedHashMap<>(VALUES_MAX, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Bytes> eldest) {
          return size() > VALUES_MAX;
        }
      };

  /// The same bytes, in the one copy of them.
  synchronized Bytes one(Bytes value) {
    return value.size() < BYTES_MIN ? value : values.computeIfAbsent(value, same -> same);
  }
}
