package dev.godwit.core.session;

import dev.godwit.wire.ConversationId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/// Where the conversations of one account stand, as far as it was told. Rebuilt from the store when
/// the account loads; heads that are told meanwhile are kept aside.
final class Recents {
  /// The answer of [#move] for a conversation that is not the account's.
  static final long UNKNOWN_HEAD = -1;

  private static final class Recent {
    private long head;
    private long movedMillis;
  }

  // Replaced when something is put in: thousands of accounts have nothing in them.
  private Map<ConversationId, Recent> recents = Map.of();
  private Map<ConversationId, Long> aside = Map.of();

  /// 0 for a conversation that is not the account's.
  long head(ConversationId conversation) {
    Recent recent = recents.get(conversation);
    return recent == null ? 0 : recent.head;
  }

  /// When it moved last, 0 when that was before the account was loaded.
  long movedMillis(ConversationId conversation) {
    Recent recent = recents.get(conversation);
    return recent == null ? 0 : recent.movedMillis;
  }

  /// From now on the conversation is the account's.
  void add(ConversationId conversation) {
    if (recents.isEmpty()) {
      recents = new HashMap<>();
    }
    recents.computeIfAbsent(conversation, id -> new Recent());
  }

  /// The conversation is at `head` or further; answers where it was before, or [#UNKNOWN_HEAD].
  long move(ConversationId conversation, long head, long nowMillis) {
    Recent recent = recents.get(conversation);
    if (recent == null) {
      return UNKNOWN_HEAD;
    }
    long before = recent.head;
    recent.head = Math.max(before, head);
    recent.movedMillis = nowMillis;
    return before;
  }

  /// The conversation is at `head`, told while the account is not loaded.
  void putAside(ConversationId conversation, long head) {
    if (aside.isEmpty()) {
      aside = new LinkedHashMap<>();
    }
    aside.merge(conversation, head, Math::max);
  }

  /// Hands out what was put aside.
  void takeAside(ObjLongConsumer<ConversationId> to) {
    Map<ConversationId, Long> taken = aside;
    aside = Map.of();
    taken.forEach(to::accept);
  }
}
