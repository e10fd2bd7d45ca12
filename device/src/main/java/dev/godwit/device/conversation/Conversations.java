package dev.godwit.device.conversation;

import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.mls.crypto.Crypto;
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

  private final ConversationId own;
  private final Draft draft;
  private final Cursors cursors;
  private final RecentIds recentIds;
  private final Arrangements arrangements = new Arrangements();
  private final Map<ConversationId, ConversationState> states = new HashMap<>();
  private final Set<ConversationId> busy = new LinkedHashSet<>();

  public Conversations(Crypto crypto, AccountId self, Draft draft) {
    this.own = DirectConversation.id(crypto, self, self);
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

  /// Takes over what another device of the account knows: this one is still to join. Nobody knows
  /// yet whether there will be what the other one is about to make; this device makes a direct
  /// conversation itself, and hears of a group by the account's log.
  public void takeOver() {
    for (Map.Entry<String, Bytes> stored : draft.scan(PREFIX).entrySet()) {
      ConversationId id = ConversationId.parse(stored.getKey().substring(PREFIX.length()));
      ConversationState state = ConversationState.decode(id, stored.getValue());
      if (state.position() == 0 && !state.isDirect()) {
        draft.delete(stored.getKey());
        cursors.forget(id);
      } else {
        takeOver(state);
      }
    }
  }

  private void takeOver(ConversationState state) {
    boolean isLeft = state.standing() == Standing.LEFT;
    boolean joined = !isLeft && state.standing() != Standing.NEW && state.position() > 0;
    state.standing(joined ? Standing.JOINING : isLeft ? Standing.LEFT : Standing.NEW);
    state.late(joined);
    state.told();
    states.put(state.id(), state);
    busy.add(state.id());
    save(state);
  }

  public Collection<ConversationState> all() {
    return states.values();
  }

  public List<Conversation> rows() {
    return states.values().stream().filter(state -> !isOwn(state)).map(this::row).toList();
  }

  private Conversation row(ConversationState state) {
    return state.row(arrangements.of(state.id()));
  }

  /// How the person has arranged them.
  public Arrangements arrangements() {
    return arrangements;
  }

  /// Where the other members stand.
  public Cursors cursors() {
    return cursors;
  }

  public RecentIds recentIds() {
    return recentIds;
  }

  /// Stores the state, and the row that the person sees of it; the conversation of the own devices
  /// has none.
  public void save(ConversationState state) {
    saveState(state);
    if (!isOwn(state)) {
      draft.put(row(state));
    }
  }

  /// Where the devices of the own account talk among themselves.
  public ConversationId own() {
    return own;
  }

  /// Whether only devices of the own account talk there, among themselves.
  public boolean isOwn(ConversationState state) {
    return state.id().equals(own);
  }

  /// Stores the state when nothing has changed that the person sees.
  public void saveState(ConversationState state) {
    draft.put(PREFIX + state.id(), state.encode());
  }

  /// Forgets a conversation and its history.
  public void forget(ConversationId id) {
    states.remove(id);
    busy.remove(id);
    draft.delete(PREFIX + id);
    cursors.forget(id);
    draft.forget(id);
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
