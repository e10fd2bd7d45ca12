package dev.godwit.device;

import dev.godwit.device.step.Change;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.device.step.Message;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A device's store with its history, as a shell would keep them.
final class MemoryStore implements DeviceStore {
  private record Row(ConversationId conversation, EntryId id) {}

  private final TreeMap<String, Bytes> values = new TreeMap<>();
  private final Map<Row, Message> messages = new LinkedHashMap<>();
  private final Map<ConversationId, Conversation> conversations = new LinkedHashMap<>();

  @Override
  public Optional<Bytes> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public SortedMap<String, Bytes> scan(String prefix) {
    return new TreeMap<>(values.subMap(prefix, prefix + Character.MAX_VALUE));
  }

  void apply(List<Change> changes) {
    for (Change change : changes) {
      switch (change) {
        case Change.Put(var key, var value) -> values.put(key, value);
        case Change.Delete(var key) -> values.remove(key);
        case Change.PutMessage(var message) ->
            messages.put(new Row(message.conversation(), message.id()), message);
        case Change.PutConversation(var row) -> conversations.put(row.id(), row);
        case Change.DeleteConversation(var id) -> forget(id);
      }
    }
  }

  private void forget(ConversationId conversation) {
    conversations.remove(conversation);
    messages.keySet().removeIf(row -> row.conversation().equals(conversation));
  }

  MemoryStore copy() {
    MemoryStore copy = new MemoryStore();
    copy.values.putAll(values);
    copy.messages.putAll(messages);
    copy.conversations.putAll(conversations);
    return copy;
  }

  /// The history as a person sees it: by sequence, what waits last.
  List<Message> history(ConversationId conversation) {
    List<Message> rows = new ArrayList<>(messages.values());
    rows.removeIf(row -> !row.conversation().equals(conversation));
    rows.sort(
        Comparator.comparingLong((Message m) -> m.sequence() == 0 ? Long.MAX_VALUE : m.sequence())
            .thenComparingLong(Message::order));
    return rows;
  }

  Conversation conversation(ConversationId id) {
    return Optional.ofNullable(conversations.get(id)).orElseThrow();
  }

  int bytes(String prefix) {
    return scan(prefix).values().stream().mapToInt(Bytes::size).sum();
  }
}
