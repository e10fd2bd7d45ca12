package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.LogId;
import org.jspecify.annotations.Nullable;

/// Heads and cursors of the logs that are written to now, so that an append reads nothing from
/// disk. Used by the committer of the logs alone.
final class LogCache {
  private static final int HEAD_BYTES = 150;
  private static final int CURSOR_BYTES = 200;

  /// Both members of a direct conversation have one.
  private static final int CURSORS_FOR_A_HEAD = 2;

  private final Cached<LogId, Head> heads;
  private final Cached<CursorKey, Cursor> cursors;
  private @Nullable OpenDatabase goodFor;

  /// @param bytesMax about so much memory they take
  LogCache(long bytesMax) {
    long logs = bytesMax / (HEAD_BYTES + CURSORS_FOR_A_HEAD * CURSOR_BYTES);
    int headsMax = (int) Math.min(logs, Integer.MAX_VALUE / CURSORS_FOR_A_HEAD);
    heads = new Cached<>(headsMax);
    cursors = new Cached<>(CURSORS_FOR_A_HEAD * headsMax);
  }

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
