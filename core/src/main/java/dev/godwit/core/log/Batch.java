package dev.godwit.core.log;

import java.util.List;

/// Everything one worker loop wants durable before it lets out its acks: one durable write.
///
/// @param appends at most one per log
/// @param cursors each number only ever grows: the larger of the kept and the given one stays
/// @param finished intents that are done, to be removed
/// @param lastSeen newest per account; the larger of the kept and the given time stays
public record Batch(
    List<Append> appends,
    List<DeviceCursor> cursors,
    List<IntentId> finished,
    List<LastSeen> lastSeen) {
  public Batch {
    appends = List.copyOf(appends);
    cursors = List.copyOf(cursors);
    finished = List.copyOf(finished);
    lastSeen = List.copyOf(lastSeen);
  }

  public boolean isEmpty() {
    return appends.isEmpty() && cursors.isEmpty() && finished.isEmpty() && lastSeen.isEmpty();
  }
}
