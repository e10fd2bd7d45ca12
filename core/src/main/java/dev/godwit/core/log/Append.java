package dev.godwit.core.log;

import dev.godwit.wire.Bytes;
import java.util.List;

/// Entries to put at `expectedHead + 1 …` of one log, with what belongs to them, all or nothing.
///
/// @param expectedHead the head that the log must have, 0 for a log that does not exist yet
/// @param entries sequences `expectedHead + 1, expectedHead + 2, …`; at least one, unless there is
///     nothing but a snapshot to replace the kept one
/// @param snapshot the fold of the log after these entries, replacing the kept one; empty: the kept
///     one stays
/// @param intent what must still be done outside this log because of these entries; empty: nothing.
///     Kept under (log, sequence of the last entry) until [Batch#finished] names it
/// @param attachment large bytes kept beside the last entry, read only by [Logs#attachment]; empty:
///     none
public record Append(
    LogId log,
    long expectedHead,
    List<LogEntry> entries,
    Bytes snapshot,
    Bytes intent,
    Bytes attachment) {
  public Append {
    entries = List.copyOf(entries);
    if (entries.isEmpty() && (snapshot.isEmpty() || !intent.isEmpty() || !attachment.isEmpty())) {
      throw new IllegalArgumentException("an append has entries, or a snapshot alone");
    }
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).sequence() != expectedHead + 1 + i) {
        throw new IllegalArgumentException("sequences follow the expected head without gaps");
      }
    }
  }

  /// The head after this append.
  public long head() {
    return expectedHead + entries.size();
  }
}
