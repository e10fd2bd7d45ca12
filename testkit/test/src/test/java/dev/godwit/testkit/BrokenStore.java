package dev.godwit.testkit;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.LogEntry;
import java.util.List;

/// A store that breaks its word. Each method stands in place of one call.
final class BrokenStore {
  private static final int EVERY = 25;

  private static int appends;

  private BrokenStore() {}

  /// Loses what it was to keep now and then.
  static List<LogEntry> entries(Append append) {
    appends++;
    return appends % EVERY == 0 ? List.of() : append.entries();
  }
}
