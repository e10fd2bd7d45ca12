package dev.godwit.engines.rocksdb;

/// Expired entries at the start of a run, to be removed.
///
/// @param last the last sequence to remove; below the run's first when there is none
/// @param hasAttached whether some of the removed have an attachment
/// @param rest what follows in the log
record Prune(Run run, long last, boolean hasAttached, Rest rest) {
  /// From so many on, one range deletion is cheaper than one for each entry.
  static final int RANGE_ENTRIES_MIN = 64;

  int entries() {
    return (int) (last - run.first() + 1);
  }

  /// What follows behind the removed entries.
  sealed interface Rest {

    /// The run goes on: it starts here now.
    record SameRun(Run rest) implements Rest {}

    /// The next entry starts a run of its own.
    record OtherRun() implements Rest {}

    /// No entry was behind them while the log had this head: the next one starts a run of its
    /// own.
    record None(long head) implements Rest {}
  }
}
