package dev.godwit.core.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which part of one conversation an account may read.
///
/// @param stays in the order of the sequences; each is readable from behind its `joined` through
///     its `left`
/// @param applied the newest commits whose effects on this account are in its log
record Membership(List<Stay> stays, List<Long> applied) {
  static final Membership NONE = new Membership(List.of(), List.of());

  /// Of who was there from the first entry on, as in every direct conversation.
  private static final Membership FIRST =
      new Membership(List.of(new Stay(1, Stay.OPEN)), List.of(1L));

  /// Intents are finished in order, so one that comes again is among the newest.
  static final int APPLIED_MAX = 16;

  /// @param left [#OPEN] for a member
  record Stay(long joined, long left) {
    static final long OPEN = Long.MAX_VALUE;
  }

  Membership {
    stays = List.copyOf(stays);
    applied = List.copyOf(applied);
  }

  /// The same, to be kept: equal ones that many accounts have are kept once.
  Membership shared() {
    return equals(FIRST) ? FIRST : this;
  }

  /// Whether the account never joined.
  boolean isNone() {
    return stays.isEmpty();
  }

  boolean isOpen() {
    return !stays.isEmpty() && stays.getLast().left() == Stay.OPEN;
  }

  /// The last sequence that may be read; [Stay#OPEN] for a member, 0 for who never joined.
  long last() {
    return stays.isEmpty() ? 0 : stays.getLast().left();
  }

  boolean has(long commitSequence) {
    return applied.contains(commitSequence)
        || (applied.size() == APPLIED_MAX && commitSequence < applied.getFirst());
  }

  Membership joined(long sequence) {
    List<Stay> all = new ArrayList<>(stays);
    all.add(new Stay(sequence, Stay.OPEN));
    return new Membership(sorted(all), applied);
  }

  Membership left(long sequence) {
    List<Stay> all = new ArrayList<>();
    for (Stay stay : stays) {
      boolean ends = stay.joined() < sequence && sequence < stay.left();
      all.add(ends ? new Stay(stay.joined(), sequence) : stay);
    }
    return new Membership(all, applied);
  }

  Membership withApplied(long commitSequence) {
    List<Long> all = new ArrayList<>(applied);
    all.add(commitSequence);
    all.sort(Comparator.naturalOrder());
    return new Membership(stays, all.subList(Math.max(0, all.size() - APPLIED_MAX), all.size()));
  }

  /// From where a device that has everything through `sequence` reads on: what comes is behind it.
  long startAfter(long sequence) {
    for (Stay stay : stays) {
      if (sequence < stay.left()) {
        return Math.max(sequence, stay.joined());
      }
    }
    return sequence;
  }

  /// How far a device is that has all it may read, for a conversation with this head.
  long readThrough(long head) {
    long through = 0;
    for (Stay stay : stays) {
      if (stay.joined() < head) {
        through = Math.min(stay.left(), head);
      }
    }
    return through;
  }

  /// The last sequence that may be read in one go from `start`, for a conversation with this head.
  long endFrom(long start, long head) {
    for (Stay stay : stays) {
      if (start < stay.left()) {
        return start < stay.joined() ? start : Math.min(stay.left(), head);
      }
    }
    return Math.min(start, head);
  }

  boolean mayRead(long sequence) {
    for (Stay stay : stays) {
      if (stay.joined() < sequence && sequence <= stay.left()) {
        return true;
      }
    }
    return false;
  }

  private static List<Stay> sorted(List<Stay> all) {
    all.sort(Comparator.comparingLong(Stay::joined));
    return all;
  }
}
