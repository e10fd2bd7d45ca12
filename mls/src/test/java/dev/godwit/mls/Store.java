package dev.godwit.mls;

import java.util.List;
import java.util.Map;

/// What a device does with changes.
final class Store {
  private Store() {}

  static void into(Map<String, Bytes> stored, List<Change> changes) {
    for (Change change : changes) {
      switch (change) {
        case Change.Put(var key, var value) -> stored.put(key, value);
        case Change.Delete(var key) -> stored.remove(key);
      }
    }
  }
}
