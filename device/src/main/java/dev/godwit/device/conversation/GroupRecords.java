package dev.godwit.device.conversation;

import dev.godwit.device.step.Draft;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import java.util.LinkedHashMap;
import java.util.Map;

/// The records of the groups of this device.
public final class GroupRecords {
  /// Records held in memory; others are read from the store when they are needed.
  private static final int CACHED_MAX = 64;

  private static final String PREFIX = "group/";
  private static final String PICTURES = "picture/";

  private final Draft draft;
  private final Map<ConversationId, GroupRecord> cache = new LinkedHashMap<>(16, 0.75f, true);

  public GroupRecords(Draft draft) {
    this.draft = draft;
  }

  /// The record of a group, an empty one when there was none.
  public GroupRecord find(ConversationId conversation) {
    GroupRecord cached = cache.get(conversation);
    if (cached != null) {
      return cached;
    }
    GroupRecord loaded =
        draft
            .get(PREFIX + conversation)
            .map(bytes -> GroupRecord.decode(bytes, picture(conversation)))
            .orElseGet(GroupRecord::new);
    keep(conversation, loaded);
    return loaded;
  }

  /// Whether anything is known of the group.
  public boolean isKnown(ConversationId conversation) {
    return draft.get(PREFIX + conversation).isPresent();
  }

  /// Stores what has changed. To be called in the step of the change.
  public void save(ConversationId conversation, GroupRecord record) {
    draft.put(PREFIX + conversation, record.encode());
    Bytes picture = record.details().picture();
    if (!picture.equals(picture(conversation))) {
      draft.put(PICTURES + conversation, picture);
    }
    keep(conversation, record);
  }

  public void forget(ConversationId conversation) {
    cache.remove(conversation);
    draft.delete(PREFIX + conversation);
    draft.delete(PICTURES + conversation);
  }

  private Bytes picture(ConversationId conversation) {
    return draft.get(PICTURES + conversation).orElse(Bytes.EMPTY);
  }

  private void keep(ConversationId conversation, GroupRecord record) {
    cache.put(conversation, record);
    if (cache.size() > CACHED_MAX) {
      cache.remove(cache.keySet().iterator().next());
    }
  }
}
