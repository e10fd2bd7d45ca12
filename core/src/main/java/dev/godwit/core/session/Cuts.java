package dev.godwit.core.session;

import dev.godwit.core.log.Cut;
import dev.godwit.core.log.LogId;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the logs of one account ended when the store was restored from a backup, if it ever was.
public final class Cuts {
  static final Cuts NONE = new Cuts(0);

  private final long generation;
  private final Map<LogId, List<Cut>> cuts = new HashMap<>();

  private Cuts(long generation) {
    this.generation = generation;
  }

  /// @param generation of the store
  /// @param all of the account's log, then of the conversations; empty for a store that was never
  ///     restored
  public static Cuts of(
      AccountId account, List<ConversationId> conversations, long generation, List<List<Cut>> all) {
    Cuts made = new Cuts(generation);
    if (!all.isEmpty()) {
      made.cuts.put(LogId.of(account), all.getFirst());
      for (int i = 0; i < conversations.size(); i++) {
        made.cuts.put(LogId.of(conversations.get(i)), all.get(i + 1));
      }
    }
    return made;
  }

  /// Of the store.
  long generation() {
    return generation;
  }

  /// What a device that was last told of generation `told` may have of a log: everything up to
  /// there. A log without a cut since then has begun since then.
  long end(LogId log, long told) {
    return told == generation
        ? Long.MAX_VALUE
        : cuts.getOrDefault(log, List.of()).stream()
            .filter(cut -> cut.generation() > told)
            .mapToLong(Cut::head)
            .findFirst()
            .orElse(0);
  }
}
