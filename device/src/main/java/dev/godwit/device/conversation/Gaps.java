package dev.godwit.device.conversation;

import dev.godwit.device.session.Clock;
import dev.godwit.device.session.Session;
import dev.godwit.device.step.Draft;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Fetch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What came before its turn, and asking for what should have come instead. Nothing of it is
/// durable: what is here when the session ends comes again.
public final class Gaps {
  /// Arrivals of one conversation that wait for those before them; more are dropped and come again.
  public static final int ARRIVALS_MAX = 64;

  /// A Fetch is repeated when nothing came of it for so long.
  private static final long FETCH_MILLIS = 5_000;

  private static final class Gap {
    private final TreeMap<Long, Arrival> arrivals = new TreeMap<>();
    private long movedMillis = -FETCH_MILLIS;
    private long position = -1;
  }

  private final Clock clock;
  private final Session session;
  private final Draft draft;
  private final Map<ConversationId, Gap> gaps = new HashMap<>();

  public Gaps(Clock clock, Session session, Draft draft) {
    this.clock = clock;
    this.session = session;
    this.draft = draft;
  }

  /// Keeps what came too early.
  public void add(ConversationId conversation, Arrival arrival) {
    Gap gap = gaps.computeIfAbsent(conversation, _ -> new Gap());
    gap.arrivals.put(arrival.sequence(), arrival);
    if (gap.arrivals.size() > ARRIVALS_MAX) {
      gap.arrivals.pollLastEntry();
    }
  }

  /// Takes the arrival at `position + 1`; forgets those before it.
  public Optional<Arrival> next(ConversationId conversation, long position) {
    Gap gap = gaps.get(conversation);
    if (gap == null) {
      return Optional.empty();
    }
    gap.arrivals.headMap(position, true).clear();
    Optional<Arrival> next = Optional.ofNullable(gap.arrivals.remove(position + 1));
    if (gap.arrivals.isEmpty()) {
      gaps.remove(conversation);
    }
    return next;
  }

  public boolean isOpen(ConversationId conversation) {
    return gaps.containsKey(conversation);
  }

  /// Asks for everything after `position`.
  public void fetch(ConversationId conversation, long position) {
    draft.send(new Fetch(conversation, position));
  }

  /// Asks for what is missing after `position`, and again when nothing came for a while. While the
  /// node sends what is missing it needs no asking: it would begin anew.
  public void ask(ConversationId conversation, long position) {
    Gap gap = gaps.get(conversation);
    if (gap == null || !session.isCaughtUp()) {
      return;
    }
    boolean moves = gap.position >= 0 && gap.position != position;
    boolean due = !moves && clock.elapsedMillis() - gap.movedMillis >= FETCH_MILLIS;
    if (moves || due) {
      gap.position = position;
      gap.movedMillis = clock.elapsedMillis();
    }
    if (due) {
      fetch(conversation, position);
    }
  }

  public void onDisconnected() {
    gaps.clear();
  }
}
