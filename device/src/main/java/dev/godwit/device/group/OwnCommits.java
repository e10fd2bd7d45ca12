package dev.godwit.device.group;

import dev.godwit.device.session.Clock;
import dev.godwit.device.session.Patience;
import dev.godwit.device.step.Draft;
import dev.godwit.mls.PendingCommit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The own commits that the node has not answered yet: at most one in each conversation.
public final class OwnCommits {
  private static final String PREFIX = "pending/";

  private final Clock clock;
  private final Draft draft;
  private final Map<ConversationId, OwnCommit> all = new HashMap<>();

  /// MLS's side of them, as far as they were made since this device has started.
  private final Map<ConversationId, PendingCommit> made = new HashMap<>();

  private final Map<ConversationId, Long> inFlightUntil = new HashMap<>();

  public OwnCommits(Clock clock, Draft draft) {
    this.clock = clock;
    this.draft = draft;
    draft
        .scan(PREFIX)
        .forEach(
            (key, value) ->
                all.put(
                    ConversationId.parse(key.substring(PREFIX.length())), OwnCommit.decode(value)));
  }

  Optional<OwnCommit> find(ConversationId conversation) {
    return Optional.ofNullable(all.get(conversation));
  }

  public boolean isWaiting(ConversationId conversation) {
    return all.containsKey(conversation);
  }

  /// A commit without an answer, as those see it who have made it.
  ///
  /// @param cause what it is made for, 0 for a chore
  public record Waiting(boolean isCreation, long cause) {}

  /// The pending commit with this id, unless it is a rejoin.
  public Optional<Waiting> waiting(ConversationId conversation, EntryId id) {
    return find(conversation, id)
        .filter(own -> own.kind() != OwnCommit.Kind.REJOIN)
        .filter(own -> own.kind() != OwnCommit.Kind.CREATE || own.cause() > 0)
        .map(own -> new Waiting(own.kind() == OwnCommit.Kind.CREATE, own.cause()));
  }

  /// Sends what waits for the node's answer, unless it is on its way.
  public void send(ConversationId conversation) {
    find(conversation).ifPresent(own -> send(conversation, own));
  }

  /// The pending commit with this id.
  Optional<OwnCommit> find(ConversationId conversation, EntryId id) {
    return find(conversation).filter(pending -> pending.id().equals(id));
  }

  void put(ConversationId conversation, OwnCommit pending) {
    all.put(conversation, pending);
    draft.put(PREFIX + conversation, pending.encode());
    inFlightUntil.remove(conversation);
  }

  void put(ConversationId conversation, OwnCommit pending, PendingCommit sealed) {
    put(conversation, pending);
    made.put(conversation, sealed);
  }

  /// The node has taken the commit: forgets it, and answers MLS's side of it if that is there.
  Optional<PendingCommit> take(ConversationId conversation) {
    Optional<PendingCommit> sealed = Optional.ofNullable(made.get(conversation));
    drop(conversation);
    return sealed;
  }

  public void drop(ConversationId conversation) {
    all.remove(conversation);
    made.remove(conversation);
    draft.delete(PREFIX + conversation);
    inFlightUntil.remove(conversation);
  }

  /// Sends the commit unless it is on its way.
  void send(ConversationId conversation, OwnCommit pending) {
    long now = clock.elapsedMillis();
    if (now >= inFlightUntil.getOrDefault(conversation, now)) {
      inFlightUntil.put(conversation, now + Patience.millis(pending.bytes()));
      draft.send(pending.commit());
    }
  }

  /// The node has refused it; it may come again.
  public void refused(ConversationId conversation) {
    inFlightUntil.remove(conversation);
  }

  void onDisconnected() {
    inFlightUntil.clear();
  }
}
