package dev.godwit.core.log;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.EntryId;

/// One entry as it is kept.
///
/// `frame` is the encoded wire frame (an `Entry` or an `AccountEntry`) that every device gets,
/// encoded once when the entry is appended; engines do not look into it.
///
/// @param sequence 1-based, without gaps within its log
/// @param id chosen at random by the device that made the entry
/// @param timeMillis when the home appended it, milliseconds since 1970 UTC; retention counts from
///     it
public record LogEntry(long sequence, EntryId id, long timeMillis, Bytes frame) {
  public LogEntry {
    if (sequence < 1) {
      throw new IllegalArgumentException("a sequence starts at 1");
    }
  }
}
