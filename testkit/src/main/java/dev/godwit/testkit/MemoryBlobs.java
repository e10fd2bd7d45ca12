package dev.godwit.testkit;

import dev.godwit.core.media.Blobs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Blobs in memory.
public final class MemoryBlobs implements Blobs {
  private record Kept(Bytes bytes, long expiresMillis) {}

  private final Map<Place, Kept> parts = new LinkedHashMap<>();

  @Override
  public synchronized void put(Place place, Bytes bytes, long expiresMillis) {
    parts.put(place, new Kept(bytes, expiresMillis));
  }

  @Override
  public synchronized Optional<Bytes> get(Place place, long nowMillis) {
    return Optional.ofNullable(parts.get(place))
        .filter(kept -> kept.expiresMillis() > nowMillis)
        .map(Kept::bytes);
  }

  @Override
  public synchronized long bytesOf(AccountId owner, long nowMillis) {
    return parts.entrySet().stream()
        .filter(each -> each.getKey().owner().equals(owner))
        .filter(each -> each.getValue().expiresMillis() > nowMillis)
        .mapToLong(each -> each.getValue().bytes().size())
        .sum();
  }

  @Override
  public synchronized void remove(AccountId owner, Bytes blob) {
    parts.keySet().removeIf(place -> place.owner().equals(owner) && place.blob().equals(blob));
  }

  @Override
  public synchronized int expire(long nowMillis, int partsMax) {
    List<Place> expired =
        parts.entrySet().stream()
            .filter(each -> each.getValue().expiresMillis() <= nowMillis)
            .map(Map.Entry::getKey)
            .limit(partsMax)
            .toList();
    expired.forEach(parts::remove);
    return expired.size();
  }
}
