package dev.godwit.core.routing;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// Watches that came before the watched account's log had the conversation. It may never have it:
/// anybody can name any account, so only some are kept, and none keeps an account in memory.
final class EarlyWatches {
  /// Of one worker. The oldest go; those devices hear of the account when they ask again.
  static final int KEPT_MAX = 1_024;

  private record Who(AccountId account, Message.FromSession watcher) {}

  private final SequencedMap<Who, Message.WatchAsked> kept = new LinkedHashMap<>();

  void add(Message.WatchAsked asked) {
    kept.putLast(new Who(asked.account(), asked.watcher()), asked);
    if (kept.size() > KEPT_MAX) {
      kept.pollFirstEntry();
    }
  }

  /// Those that waited for the account's log to have one of these conversations, the oldest first.
  List<Message.WatchAsked> take(AccountId account, Predicate<ConversationId> conversations) {
    if (kept.isEmpty()) {
      return List.of();
    }
    List<Message.WatchAsked> taken =
        kept.values().stream()
            .filter(asked -> asked.account().equals(account))
            .filter(asked -> conversations.test(asked.conversation()))
            .toList();
    taken.forEach(asked -> remove(asked.account(), asked.watcher()));
    return taken;
  }

  /// The watcher does not watch the account any more.
  void remove(AccountId account, Message.FromSession watcher) {
    kept.remove(new Who(account, watcher));
  }
}
