package dev.godwit.device.step;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The step that is being made. It shows the store as it will be, and keeps one change for each key
/// and each row: the last.
public final class Draft implements DeviceStore {
  private record Row(ConversationId conversation, EntryId id) {}

  private final DeviceStore store;
  private final Map<String, Change> values = new LinkedHashMap<>();
  private final Map<Row, Message> messages = new LinkedHashMap<>();
  private final Map<ConversationId, Conversation> conversations = new LinkedHashMap<>();
  private final Set<ConversationId> forgotten = new LinkedHashSet<>();
  private List<Frame> frames = new ArrayList<>();
  private List<PendingCall> calls = new ArrayList<>();
  private List<Event> events = new ArrayList<>();
  private boolean reconnect;

  public Draft(DeviceStore store) {
    this.store = store;
  }

  @Override
  public Optional<Bytes> get(String key) {
    Change change = values.get(key);
    if (change == null) {
      return store.get(key);
    }
    return change instanceof Change.Put(_, var value) ? Optional.of(value) : Optional.empty();
  }

  @Override
  public SortedMap<String, Bytes> scan(String prefix) {
    SortedMap<String, Bytes> found = new TreeMap<>(store.scan(prefix));
    for (Change change : values.values()) {
      if (change instanceof Change.Put(var key, var value) && key.startsWith(prefix)) {
        found.put(key, value);
      } else if (change instanceof Change.Delete(var key)) {
        found.remove(key);
      }
    }
    return found;
  }

  public void put(String key, Bytes value) {
    values.put(key, new Change.Put(key, value));
  }

  public void delete(String key) {
    values.put(key, new Change.Delete(key));
  }

  public void deleteAll(String prefix) {
    scan(prefix).keySet().forEach(this::delete);
  }

  /// Writes a row of history.
  public void put(Message message) {
    messages.put(new Row(message.conversation(), message.id()), message);
  }

  /// Writes a row of the list of conversations, and tells it.
  public void put(Conversation conversation) {
    conversations.put(conversation.id(), conversation);
  }

  /// Deletes a conversation's row and its history.
  public void forget(ConversationId conversation) {
    conversations.remove(conversation);
    messages.keySet().removeIf(row -> row.conversation().equals(conversation));
    forgotten.add(conversation);
  }

  public void send(Frame frame) {
    frames.add(frame);
  }

  /// Drops what this step was to send.
  public void sendNothing() {
    frames.clear();
  }

  public void call(PendingCall call) {
    calls.add(call);
  }

  public void tell(Event event) {
    events.add(event);
  }

  public void reconnect() {
    reconnect = true;
  }

  /// Ends this step and begins the next.
  public Step take() {
    conversations.values().forEach(row -> events.add(new Event.ConversationChanged(row)));
    Step step = new Step(changes(), frames, calls, events, reconnect);
    values.clear();
    messages.clear();
    conversations.clear();
    forgotten.clear();
    frames = new ArrayList<>();
    calls = new ArrayList<>();
    events = new ArrayList<>();
    reconnect = false;
    return step;
  }

  private List<Change> changes() {
    List<Change> changes = new ArrayList<>(values.values());
    forgotten.forEach(id -> changes.add(new Change.DeleteConversation(id)));
    conversations.values().forEach(row -> changes.add(new Change.PutConversation(row)));
    messages.values().forEach(row -> changes.add(new Change.PutMessage(row)));
    return changes;
  }
}
