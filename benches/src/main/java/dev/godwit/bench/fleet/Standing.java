package dev.godwit.bench.fleet;

import java.util.PriorityQueue;

/// Where a device stands in its conversation: which sequences it has without a gap before them.
final class Standing {
  private final PriorityQueue<Long> ownAhead = new PriorityQueue<>();
  private long position;
  private boolean owesAck;
  private boolean takenFromOthers;

  /// What an entry is to a device.
  enum Step {
    /// It is there already.
    KNOWN,
    /// It is the one that follows.
    NEXT,
    /// Something before it is missing.
    GAP
  }

  long position() {
    return position;
  }

  void onJoined(long sequence) {
    position = sequence;
  }

  /// An own entry is durable at `sequence`; the node does not send it again.
  void onOwn(long sequence) {
    if (sequence > position) {
      ownAhead.add(sequence);
      absorbOwn();
    }
  }

  /// An entry came; when it is the next one, the device has it now and owes an acknowledgement.
  Step onEntry(long sequence) {
    if (sequence <= position) {
      return Step.KNOWN;
    }
    if (sequence > position + 1) {
      return Step.GAP;
    }
    position = sequence;
    owesAck = true;
    takenFromOthers = true;
    absorbOwn();
    return Step.NEXT;
  }

  /// The session is gone, and perhaps the last acknowledgement with it: it is owed again.
  void onDisconnected() {
    owesAck = takenFromOthers;
  }

  /// Whether something came that is not acknowledged yet; answers so once.
  boolean takeOwesAck() {
    boolean owes = owesAck;
    owesAck = false;
    return owes;
  }

  private void absorbOwn() {
    while (!ownAhead.isEmpty() && ownAhead.element() <= position + 1) {
      position = Math.max(position, ownAhead.remove());
    }
  }
}
