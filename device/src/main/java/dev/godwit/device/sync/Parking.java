package dev.godwit.device.sync;

import dev.godwit.device.step.Draft;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Entries of conversations whose group is not joined yet: stored as they came, and so
/// acknowledged, to be read later.
public final class Parking {
  /// Entries of one conversation that are kept; more are lost, visibly.
  static final int ENTRIES_MAX = 512;

  private static final String PREFIX = "parked/";
  private static final int SEQUENCE_DIGITS = 16;
  private static final int ID_DIGITS = 32;

  private final Draft draft;
  private final Map<ConversationId, Integer> counts = new HashMap<>();

  public Parking(Draft draft) {
    this.draft = draft;
    for (String key : draft.scan(PREFIX).keySet()) {
      String id = key.substring(PREFIX.length(), PREFIX.length() + ID_DIGITS);
      counts.merge(ConversationId.parse(id), 1, Integer::sum);
    }
  }

  boolean isEmpty(ConversationId conversation) {
    return !counts.containsKey(conversation);
  }

  boolean isFull(ConversationId conversation) {
    return counts.getOrDefault(conversation, 0) >= ENTRIES_MAX;
  }

  void park(Entry entry) {
    draft.put(key(entry), Frame.encode(entry));
    counts.merge(entry.conversation(), 1, Integer::sum);
  }

  /// Takes all entries of a conversation out, in their order.
  List<Entry> takeAll(ConversationId conversation) {
    List<Entry> entries = new ArrayList<>();
    if (counts.remove(conversation) != null) {
      for (Map.Entry<String, Bytes> row : draft.scan(prefix(conversation)).entrySet()) {
        if (Frame.decode(row.getValue()) instanceof Entry entry) {
          entries.add(entry);
        }
        draft.delete(row.getKey());
      }
    }
    return entries;
  }

  /// Forgets the entries of a conversation behind `head`.
  void shorten(ConversationId conversation, long head) {
    List<Entry> all = takeAll(conversation);
    all.stream().filter(entry -> entry.sequence() <= head).forEach(this::park);
  }

  private static String prefix(ConversationId conversation) {
    return PREFIX + conversation + "/";
  }

  private static String key(Entry entry) {
    String sequence = Long.toHexString(entry.sequence());
    String zeros = "0".repeat(SEQUENCE_DIGITS - sequence.length());
    return prefix(entry.conversation()) + zeros + sequence;
  }
}
