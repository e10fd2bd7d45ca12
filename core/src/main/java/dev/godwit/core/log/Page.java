package dev.godwit.core.log;

import java.util.List;

/// A run of entries in the order of their sequences.
///
/// @param entries consecutive sequences, possibly none
/// @param expiredThrough the last sequence of the asked range that is past retention, 0 for none;
///     the entries start right behind it
public record Page(List<LogEntry> entries, long expiredThrough) {
  public Page {
    entries = List.copyOf(entries);
  }
}
