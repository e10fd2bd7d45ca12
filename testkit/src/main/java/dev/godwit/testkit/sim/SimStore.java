package dev.godwit.testkit.sim;

import dev.godwit.device.step.Change;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.device.step.Message;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A real device's store and history in memory; all that is applied is durable.
final class SimStore implements DeviceStore {
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
        case Change.DeleteConversation(var id) -> {
          conversations.remove(id);
          messages.keySet().removeIf(row -> row.conversation().equals(id));
        }
      }
    }
  }

  /// All that is in it now.
  SimStore copy() {
    SimStore copy = new SimStore();
    copy.become(this);
    return copy;
  }

  /// It is what another one is.
  void become(SimStore other) {
    values.clear();
    values.putAll(other.values);
    messages.clear();
    messages.putAll(other.messages);
    conversations.clear();
    conversations.putAll(other.conversations);
  }

  Optional<Message> message(ConversationId conversation, EntryId id) {
    return Optional.ofNullable(messages.get(new Row(conversation, id)));
  }

  Optional<Conversation> conversation(ConversationId id) {
    return Optional.ofNullable(conversations.get(id));
  }

  List<Conversation> conversations() {
    return List.copyOf(conversations.values());
  }

  /// By sequence; what waits comes last.
  List<Message> history(ConversationId conversation) {
    return messages.values().stream()
        .filter(message -> message.conversation().equals(conversation))
        .sorted(
            Comparator.comparingLong(
                    (Message m) -> m.sequence() == 0 ? Long.MAX_VALUE : m.sequence())
                .thenComparingLong(Message::order))
        .toList();
  }
}
