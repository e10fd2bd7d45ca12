package dev.godwit.core.log;

import dev.godwit.wire.Bytes;

/// What is kept of a log apart from its entries; it outlives them (retention).
///
/// @param head sequence of the last entry, 0 when the log does not exist
/// @param snapshotSequence the head when `snapshot` was written, 0 without one
public record LogState(long head, Bytes snapshot, long snapshotSequence) {
  public static final LogState NONE = new LogState(0, Bytes.EMPTY, 0);
}
