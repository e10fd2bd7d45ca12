package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.LogId;
import org.jspecify.annotations.Nullable;

/// Heads and cursors of the logs that are written to now, so that an append reads nothing from
/// disk. Used by the committer of the logs alone.
final class LogCache {
  /// About 15 MB when full.
  private static final int HEADS_MAX = 100_000;

  /// About 20 MB when full.
  private static final int CURSORS_MAX = 100_000;

  private final Cached<LogId, Head> heads = new Cached<>(HEADS_MAX);
  private final Cached<CursorKey, Cursor> cursors = new Cached<>(CURSORS_MAX);
  private @Nullable OpenDatabase goodFor;

  /// Forgets everything when the database was opened again: a write whose outcome was uncertain
  /// may have come to light.
  void use(OpenDatabase open) {
    if (goodFor != open) {
      heads.clear();
      cursors.clear();
      goodFor = open;
    }
  }

  Cached<LogId, Head> heads() {
    return heads;
  }

  Cached<CursorKey, Cursor> cursors() {
    return cursors;
  }
}
