package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What waits until a conversation is loaded, or for its next turn. All of it is bounded.
final class Backlog {
  /// Asks; more are refused as OVERLOADED.
  static final int ASKS_MAX = 1_024;

  /// Cursors of devices; more are lost, and told again in the devices' next sessions.
  static final int MOVES_MAX = 4_096;

  /// Intents; more are found again by the next sweep.
  static final int INTENTS_MAX = 256;

  /// A device's cursor that is to move.
  record Move(AccountId account, DeviceId device, long delivered, long read) {}

  private final Deque<Ask> asks = new ArrayDeque<>();
  private final Set<Move> moves = new LinkedHashSet<>();
  private final TreeMap<Long, Bytes> intents = new TreeMap<>();

  boolean isEmpty() {
    return asks.isEmpty() && moves.isEmpty() && intents.isEmpty();
  }

  /// Whether something waits that nobody would ask for again.
  boolean mustBeKept() {
    return !moves.isEmpty() || !intents.isEmpty();
  }

  Deque<Ask> asks() {
    return asks;
  }

  /// False when there are too many.
  boolean add(Ask ask) {
    return asks.size() < ASKS_MAX && asks.add(ask);
  }

  /// Takes asks back that were under way, before all others.
  void addFirst(List<? extends Ask> undone) {
    undone.reversed().forEach(asks::addFirst);
  }

  void add(Move move) {
    if (moves.size() < MOVES_MAX) {
      moves.add(move);
    }
  }

  void addIntent(long sequence, Bytes content) {
    if (intents.size() < INTENTS_MAX) {
      intents.put(sequence, content);
    }
  }

  List<Ask> takeAsks() {
    List<Ask> taken = new ArrayList<>(asks);
    asks.clear();
    return taken;
  }

  List<Move> takeMoves() {
    List<Move> taken = new ArrayList<>(moves);
    moves.clear();
    return taken;
  }

  /// In the order of their sequences.
  Map<Long, Bytes> takeIntents() {
    Map<Long, Bytes> taken = new TreeMap<>(intents);
    intents.clear();
    return taken;
  }
}
