package dev.godwit.device.conversation;

import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Draft;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All conversations of this device, and which of them have something to be done.
public final class Conversations {
  private static final String PREFIX = "conversation/";

  private final Draft draft;
  private final Cursors cursors;
  private final RecentIds recentIds;
  private final Map<ConversationId, ConversationState> states = new HashMap<>();
  private final Set<ConversationId> busy = new LinkedHashSet<>();

  public Conversations(AccountId self, Draft draft) {
    this.draft = draft;
    this.cursors = new Cursors(self, this, draft);
    this.recentIds = new RecentIds(draft);
    for (Map.Entry<String, Bytes> stored : draft.scan(PREFIX).entrySet()) {
      ConversationId id = ConversationId.parse(stored.getKey().substring(PREFIX.length()));
      states.put(id, ConversationState.decode(id, stored.getValue()));
      busy.add(id);
    }
  }

  public Optional<ConversationState> find(ConversationId id) {
    return Optional.ofNullable(states.get(id));
  }

  /// The conversation, made when it is new; to be saved by the caller.
  public ConversationState findOrMake(ConversationId id) {
    return states.computeIfAbsent(id, ConversationState::new);
  }

  public Collection<ConversationState> all() {
    return states.values();
  }

  public List<Conversation> rows() {
    return states.values().stream().map(ConversationState::row).toList();
  }

  /// Where the other members stand.
  public Cursors cursors() {
    return cursors;
  }

  public RecentIds recentIds() {
    return recentIds;
  }

  /// Stores the state, and the row that the person sees of it.
  public void save(ConversationState state) {
    saveState(state);
    draft.put(state.row());
  }

  /// Stores the state when nothing has changed that the person sees.
  public void saveState(ConversationState state) {
    draft.put(PREFIX + state.id(), state.encode());
  }

  /// There may be something to be done in this conversation.
  public void wake(ConversationId id) {
    if (states.containsKey(id)) {
      busy.add(id);
    }
  }

  /// Nothing is to be done here until the next [#wake].
  public void rest(ConversationId id) {
    busy.remove(id);
  }

  public List<ConversationState> busy() {
    return busy.stream().map(states::get).toList();
  }
}
