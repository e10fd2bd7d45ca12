package dev.godwit.core.log;

import java.util.ArrayList;
import java.util.List;

/// Gathers what the machines of one worker want durable in one turn.
public final class BatchBuilder {
  /// What [#append] answers to those who append nothing.
  public static final int NO_APPEND = -1;

  private final List<Append> appends = new ArrayList<>();
  private final List<DeviceCursor> cursors = new ArrayList<>();
  private final List<IntentId> finished = new ArrayList<>();
  private final List<LastSeen> lastSeen = new ArrayList<>();

  /// Answers where the result of this append will stand.
  public int append(Append append) {
    appends.add(append);
    return appends.size() - 1;
  }

  public void cursor(DeviceCursor cursor) {
    cursors.add(cursor);
  }

  public void finished(IntentId intent) {
    finished.add(intent);
  }

  public void lastSeen(LastSeen seen) {
    lastSeen.add(seen);
  }

  public Batch build() {
    return new Batch(appends, cursors, finished, lastSeen);
  }
}
