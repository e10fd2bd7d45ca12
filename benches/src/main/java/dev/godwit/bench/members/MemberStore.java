package dev.godwit.bench.members;

import dev.godwit.device.step.Change;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.wire.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A device's state in memory; history and the list of conversations are not kept.
final class MemberStore implements DeviceStore {
  private final TreeMap<String, Bytes> values = new TreeMap<>();
  private final Pool pool;

  MemberStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Optional<Bytes> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public SortedMap<String, Bytes> scan(String prefix) {
    return values.subMap(prefix, prefix + Character.MAX_VALUE);
  }

  void apply(List<Change> changes) {
    for (Change change : changes) {
      switch (change) {
        case Change.Put(var key, var value) -> values.put(key, pool.one(value));
        case Change.Delete(var key) -> values.remove(key);
        case Change.PutMessage _, Change.PutConversation _, Change.DeleteConversation _ -> {}
      }
    }
  }
}
