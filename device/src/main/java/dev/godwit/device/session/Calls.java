package dev.godwit.device.session;

import dev.godwit.device.step.Call;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.PendingCall;
import dev.godwit.wire.ConversationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The calls that are not answered yet. A conversation has at most one.
public final class Calls {
  /// A call, and the conversation that it is for: [ConversationId#NONE] when for none.
  public record Made(Call call, ConversationId conversation) {}

  private final Draft draft;
  private final Map<Long, Made> waiting = new HashMap<>();
  private long lastId;

  public Calls(Draft draft) {
    this.draft = draft;
  }

  public void make(Call call, ConversationId conversation) {
    lastId++;
    waiting.put(lastId, new Made(call, conversation));
    draft.call(new PendingCall(lastId, call));
  }

  /// The call that an answer belongs to; empty for one that was answered before.
  public Optional<Made> answered(long id) {
    return Optional.ofNullable(waiting.remove(id));
  }

  public boolean isWaiting(ConversationId conversation) {
    return waiting.values().stream().anyMatch(made -> made.conversation().equals(conversation));
  }
}
