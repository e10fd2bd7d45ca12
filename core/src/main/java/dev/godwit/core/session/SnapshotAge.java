package dev.godwit.core.session;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogState;
import java.util.List;

/// What stands in an account's log behind the snapshot that is kept of it.
///
/// A snapshot has 28 bytes for each conversation that the account ever had, so written with every
/// entry it would soon be most of what is written. It is written again when the entries behind it
/// have as many bytes as it had itself, or a load would have to read too many of them.
final class SnapshotAge {
  private int entries;
  private int bytes;
  private int snapshotBytes;

  /// The store has this snapshot and these entries behind it.
  void onLoaded(LogState kept, List<LogEntry> behind) {
    snapshotBytes = kept.snapshot().size();
    entries = behind.size();
    bytes = bytesOf(behind);
  }

  /// Whether a snapshot is to be written together with `more` entries.
  boolean isDueWith(List<LogEntry> more) {
    int after = bytes + bytesOf(more);
    return after >= snapshotBytes
        || after > AccountHome.BEHIND_BYTES_MAX
        || entries + more.size() > AccountHome.BEHIND_ENTRIES_MAX;
  }

  void onAppended(Append durable) {
    if (durable.snapshot().isEmpty()) {
      entries += durable.entries().size();
      bytes += bytesOf(durable.entries());
    } else {
      snapshotBytes = durable.snapshot().size();
      entries = 0;
      bytes = 0;
    }
  }

  private static int bytesOf(List<LogEntry> all) {
    return all.stream().mapToInt(entry -> entry.frame().size()).sum();
  }
}
