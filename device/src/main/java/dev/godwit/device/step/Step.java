package dev.godwit.device.step;

import dev.godwit.wire.Frame;
import java.util.List;

/// What the inputs since the last step lead to.
///
/// The shell makes `changes` durable in one transaction, and only then sends `frames` in their
/// order, makes `calls` (in any order), tells `events`, and heeds `reconnect`.
///
/// @param reconnect the session is of no use any more: close it and open another
public record Step(
    List<Change> changes,
    List<Frame> frames,
    List<PendingCall> calls,
    List<Event> events,
    boolean reconnect) {

  public boolean isEmpty() {
    return changes.isEmpty()
        && frames.isEmpty()
        && calls.isEmpty()
        && events.isEmpty()
        && !reconnect;
  }
}
