package dev.godwit.core.conversation;

import dev.godwit.core.log.StateReader;
import dev.godwit.core.log.StateWriter;

/// How far the MLS group of a conversation is.
///
/// @param current the epoch after the newest commit
/// @param commitSequence where the newest commit stands in the log
/// @param joined the epoch in which somebody, or a device of somebody, last came in or may have
///     joined anew; they cannot read what was encrypted before it
record Epochs(long current, long commitSequence, long joined) {
  /// Application messages are taken for this many epochs before the current one.
  static final int BACK_MAX = 2;

  static final Epochs NONE = new Epochs(0, 0, 0);

  /// After a commit at `sequence`.
  Epochs next(long sequence, boolean joins) {
    return new Epochs(current + 1, sequence, joins ? current + 1 : joined);
  }

  /// Whether a message of this epoch may be appended now: one that every member can read.
  boolean takes(long epoch) {
    return epoch <= current && epoch >= Math.max(joined, current - BACK_MAX);
  }

  void encode(StateWriter out) {
    out.number(current).number(commitSequence).number(joined);
  }

  static Epochs decode(StateReader in, boolean withJoined) {
    return new Epochs(in.number(), in.number(), withJoined ? in.number() : 0);
  }
}
