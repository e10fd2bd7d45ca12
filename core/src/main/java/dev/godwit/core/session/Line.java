package dev.godwit.core.session;

import dev.godwit.wire.ConversationId;

/// How far one session is in one conversation.
final class Line {
  private final ConversationId conversation;
  private long sentThrough;
  private int inFlight;
  private long inFlightBytes;
  private boolean queued;
  private long helloTarget;
  private long removedAt = Long.MAX_VALUE;

  /// @param sentThrough the device has everything up to there
  Line(ConversationId conversation, long sentThrough) {
    this.conversation = conversation;
    this.sentThrough = sentThrough;
  }

  ConversationId conversation() {
    return conversation;
  }

  long sentThrough() {
    return sentThrough;
  }

  /// Bytes of what was written and is not acknowledged; of a part about its share.
  long inFlightBytes() {
    return inFlightBytes;
  }

  /// An entry was written.
  void pushed(long sequence, int bytes) {
    sentThrough = sequence;
    inFlight++;
    inFlightBytes += bytes;
  }

  /// The device has this one without the entry being written: its own, or one past retention.
  void skipped(long sequence) {
    sentThrough = Math.max(sentThrough, sequence);
  }

  /// Everything up to `sequence` is acknowledged; answers how many left the flight.
  int acked(long sequence) {
    int left = (int) Math.min(inFlight, Math.max(0, sentThrough - sequence));
    int gone = inFlight - left;
    inFlightBytes = left == 0 ? 0 : inFlightBytes * left / inFlight;
    inFlight = left;
    // A device may have an entry of its own before it comes by catch-up.
    sentThrough = Math.max(sentThrough, sequence);
    return gone;
  }

  /// The device wants everything behind `sequence` again; answers how many left the flight.
  int rewound(long sequence) {
    int gone = inFlight;
    sentThrough = sequence;
    inFlight = 0;
    inFlightBytes = 0;
    return gone;
  }

  boolean isQueued() {
    return queued;
  }

  void queued(boolean now) {
    queued = now;
  }

  /// What must have been sent before the session is caught up; 0 for nothing.
  long helloTarget() {
    return helloTarget;
  }

  void helloTarget(long sequence) {
    helloTarget = sequence;
  }

  /// Where the account was taken out, as far as what was read from the log tells.
  long removedAt() {
    return removedAt;
  }

  void removedAt(long sequence) {
    removedAt = sequence;
  }

  /// Whether nothing is under way in it.
  boolean isIdle() {
    return !queued && inFlight == 0 && helloTarget == 0;
  }
}
