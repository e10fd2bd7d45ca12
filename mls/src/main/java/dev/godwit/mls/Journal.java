package dev.godwit.mls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Collects what has changed in the saved state of a group; the newest word on a key counts.
final class Journal {
  private final Map<String, Optional<Bytes>> changes = new LinkedHashMap<>();

  void put(String key, byte[] value) {
    changes.put(key, Optional.of(Bytes.wrap(value)));
  }

  void delete(String key) {
    changes.put(key, Optional.empty());
  }

  /// What has changed since the last call.
  List<Change> take() {
    List<Change> taken = new ArrayList<>();
    changes.forEach((key, value) -> taken.add(change(key, value)));
    changes.clear();
    return List.copyOf(taken);
  }

  private static Change change(String key, Optional<Bytes> value) {
    return value.<Change>map(v -> new Change.Put(key, v)).orElseGet(() -> new Change.Delete(key));
  }
}
