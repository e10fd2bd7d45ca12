package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What waits until a conversation is loaded, or for its next turn. All of it is bounded.
final class Backlog {
  /// Asks; more are refused as OVERLOADED.
  static final int ASKS_MAX = 1_024;

  /// Cursors of devices; more are lost, and told again in the devices' next sessions.
  static final int MOVES_MAX = 4_096;

  /// Intents; more are found again by the next sweep.
  static final int INTENTS_MAX = 256;

  /// Nothing is put into it.
  private static final Deque<Ask> NO_ASKS = new ArrayDeque<>(0);

  /// A device's cursor that is to move.
  record Move(AccountId account, DeviceId device, long delivered, long read) {}

  // Replaced when something is put in: of most conversations nothing ever waits.
  private Deque<Ask> asks = NO_ASKS;
  private Set<Move> moves = Set.of();
  private SortedMap<Long, Bytes> intents = Collections.emptySortedMap();

  boolean isEmpty() {
    return asks.isEmpty() && moves.isEmpty() && intents.isEmpty();
  }

  /// Whether something waits that nobody would ask for again.
  boolean mustBeKept() {
    return !moves.isEmpty() || !intents.isEmpty();
  }

  boolean hasAsks() {
    return !asks.isEmpty();
  }

  /// The one that waits for longest. Only when there is one.
  Ask firstAsk() {
    return asks.element();
  }

  void removeFirstAsk() {
    asks.remove();
    if (asks.isEmpty()) {
      asks = NO_ASKS;
    }
  }

  /// False when there are too many.
  boolean add(Ask ask) {
    return asks.size() < ASKS_MAX && open().add(ask);
  }

  private Deque<Ask> open() {
    if (asks.isEmpty()) {
      asks = new ArrayDeque<>();
    }
    return asks;
  }

  /// Takes asks back that were under way, before all others.
  void addFirst(List<? extends Ask> undone) {
    undone.reversed().forEach(ask -> open().addFirst(ask));
  }

  void add(Move move) {
    if (moves.isEmpty()) {
      moves = new LinkedHashSet<>();
    }
    if (moves.size() < MOVES_MAX) {
      moves.add(move);
    }
  }

  void addIntent(long sequence, Bytes content) {
    if (intents.isEmpty()) {
      intents = new TreeMap<>();
    }
    if (intents.size() < INTENTS_MAX) {
      intents.put(sequence, content);
    }
  }

  List<Ask> takeAsks() {
    List<Ask> taken = List.copyOf(asks);
    asks = NO_ASKS;
    return taken;
  }

  List<Move> takeMoves() {
    List<Move> taken = List.copyOf(moves);
    moves = Set.of();
    return taken;
  }

  /// In the order of their sequences.
  Map<Long, Bytes> takeIntents() {
    Map<Long, Bytes> taken = intents;
    intents = Collections.emptySortedMap();
    return taken;
  }
}
