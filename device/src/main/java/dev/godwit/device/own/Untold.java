package dev.godwit.device.own;

import dev.godwit.device.session.Clock;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Setting;
import dev.godwit.wire.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Names of settings that the other own devices are still to be told, durable. A name stands here
/// once, however often its value changes: only the last one is told.
final class Untold {
  /// A text that is being written is told when it has not changed for so long.
  static final long DRAFT_MILLIS = 2_000;

  private static final String PREFIX = "setting-untold/";

  private final Clock clock;
  private final Draft draft;
  private final Map<String, Long> dueMillis = new LinkedHashMap<>();

  Untold(Clock clock, Draft draft) {
    this.clock = clock;
    this.draft = draft;
    draft.scan(PREFIX).keySet().forEach(key -> dueMillis.put(key.substring(PREFIX.length()), 0L));
  }

  void add(String name, Bytes value) {
    boolean writing = Setting.isDraft(name) && !value.isEmpty();
    dueMillis.put(name, clock.elapsedMillis() + (writing ? DRAFT_MILLIS : 0));
    draft.put(PREFIX + name, Bytes.EMPTY);
  }

  /// Takes out those whose time has come.
  List<String> takeDue() {
    List<String> due = new ArrayList<>();
    dueMillis.forEach(
        (name, millis) -> {
          if (millis <= clock.elapsedMillis()) {
            due.add(name);
          }
        });
    due.forEach(dueMillis::remove);
    due.forEach(name -> draft.delete(PREFIX + name));
    return due;
  }
}
