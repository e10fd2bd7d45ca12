package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.EntryId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// The ids of the newest entries of a log, so that a retry gets the first answer again.
///
/// They are most of what a conversation keeps in memory and change with every entry. So they are
/// numbers in two arrays that grow as needed, not objects: nothing for a collector to trace or to
/// move. A look-up goes over all of them, which costs less than a hash map's miss of the cache.
final class KnownIds {
  /// A device catches up before it sends again, so only entries of the last moments matter.
  static final int KNOWN_ENTRIES_MAX = 256;

  private static final int ENTRIES_FIRST = 4;

  /// Numbers of an entry in `others`.
  private static final int OTHERS = 5;

  /// Where an entry stands and whose it is.
  record Known(EntryId id, long sequence, long timeMillis, AccountId author) {}

  /// The lower halves of the ids, which are random; a ring when there are as many as may be.
  private long[] lows = new long[ENTRIES_FIRST];

  /// The upper half of the id, the sequence, the time and the two halves of the author, in turn.
  private long[] others = new long[ENTRIES_FIRST * OTHERS];

  private int size;
  private int oldest;

  Optional<Known> find(EntryId id) {
    for (int place = 0; place < size; place++) {
      if (lows[place] == id.low() && others[place * OTHERS] == id.high()) {
        return Optional.of(at(place));
      }
    }
    return Optional.empty();
  }

  private Known at(int place) {
    int from = place * OTHERS;
    return new Known(
        new EntryId(others[from], lows[place]),
        others[from + 1],
        others[from + 2],
        new AccountId(others[from + 3], others[from + 4]));
  }

  /// Adds the newest entry; an id that is known already stays where it is.
  void add(Known known) {
    if (find(known.id()).isEmpty()) {
      put(nextPlace(), known);
    }
  }

  private int nextPlace() {
    if (size < KNOWN_ENTRIES_MAX) {
      growIfFull();
      return size++;
    }
    int place = oldest;
    oldest = (oldest + 1) % KNOWN_ENTRIES_MAX;
    return place;
  }

  private void growIfFull() {
    if (size == lows.length) {
      int entries = Math.min(size * 2, KNOWN_ENTRIES_MAX);
      lows = Arrays.copyOf(lows, entries);
      others = Arrays.copyOf(others, entries * OTHERS);
    }
  }

  private void put(int place, Known known) {
    lows[place] = known.id().low();
    int from = place * OTHERS;
    others[from] = known.id().high();
    others[from + 1] = known.sequence();
    others[from + 2] = known.timeMillis();
    others[from + 3] = known.author().high();
    others[from + 4] = known.author().low();
  }

  /// Who wrote these entries.
  Set<AccountId> authors() {
    Set<AccountId> authors = new LinkedHashSet<>();
    for (int place = 0; place < size; place++) {
      int from = place * OTHERS;
      authors.add(new AccountId(others[from + 3], others[from + 4]));
    }
    return authors;
  }

  /// What they take in memory.
  int bytes() {
    return Long.BYTES * (lows.length + others.length);
  }

  void clear() {
    size = 0;
    oldest = 0;
  }
}
