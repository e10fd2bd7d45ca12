package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.EntryId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The ids of the newest entries of a log, so that a retry gets the first answer again.
final class KnownIds {
  /// A device catches up before it sends again, so only entries of the last moments matter.
  static final int KNOWN_ENTRIES_MAX = 256;

  /// Where an entry stands and whose it is.
  record Known(EntryId id, long sequence, long timeMillis, AccountId author) {}

  private final Map<EntryId, Known> byId = new HashMap<>();
  private final ArrayDeque<Known> oldestFirst = new ArrayDeque<>();

  Optional<Known> find(EntryId id) {
    return Optional.ofNullable(byId.get(id));
  }

  void add(Known known) {
    if (byId.putIfAbsent(known.id(), known) == null) {
      oldestFirst.add(known);
    }
    if (oldestFirst.size() > KNOWN_ENTRIES_MAX) {
      byId.remove(oldestFirst.remove().id());
    }
  }

  void clear() {
    byId.clear();
    oldestFirst.clear();
  }
}
