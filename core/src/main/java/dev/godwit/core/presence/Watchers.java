package dev.godwit.core.presence;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Presence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Who watches one account. A watcher is allowed by a conversation that both are members of, and
/// forgotten when the account leaves it.
///
/// Each watcher has asked for it and is bounded on its own side.
///
/// @param <W> what names a watcher
public final class Watchers<W> {
  private final AccountId account;

  // Replaced when somebody comes: thousands of accounts have no watcher.
  private Map<W, ConversationId> allowedBy = Map.of();

  public Watchers(AccountId account) {
    this.account = account;
  }

  public boolean isEmpty() {
    return allowedBy.isEmpty();
  }

  public void add(W watcher, ConversationId conversation) {
    if (isEmpty()) {
      allowedBy = new LinkedHashMap<>();
    }
    allowedBy.put(watcher, conversation);
  }

  public void remove(W watcher) {
    if (!isEmpty()) {
      allowedBy.remove(watcher);
    }
  }

  /// These do not watch it any more.
  public void removeIf(Predicate<W> which) {
    if (!isEmpty()) {
      allowedBy.keySet().removeIf(which);
    }
  }

  /// Only who is allowed by one of these conversations still watches it.
  public void keepAllowedBy(Predicate<ConversationId> conversations) {
    if (!isEmpty()) {
      allowedBy.values().removeIf(conversations.negate());
    }
  }

  /// What the account's presence looks like to a watcher.
  public Bytes frame(boolean online, long lastSeenMillis) {
    return Frame.encode(new Presence(account, online, lastSeenMillis));
  }

  /// Tells all of them.
  public void tell(boolean online, long lastSeenMillis, BiConsumer<W, Bytes> out) {
    if (!isEmpty()) {
      Bytes frame = frame(online, lastSeenMillis);
      allowedBy.keySet().forEach(watcher -> out.accept(watcher, frame));
    }
  }
}
