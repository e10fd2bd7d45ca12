package dev.godwit.core.conversation;

import dev.godwit.core.log.BatchBuilder;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.MemberCursor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How far the members of one conversation are. Numbers only grow; a member stands where its
/// furthest device stands, and only what is durable counts. Two numbers for a member, by its place
/// in the roster.
final class Cursors {
  /// Former members of whom it is known that they were.
  static final int FORMER_MAX = 4_096;

  /// Where a member will stand when it is durable.
  ///
  /// @param alone whether no other device of the member moves at the same time
  private record Move(DeviceId device, boolean alone, long delivered, long read) {}

  private final ConversationId conversation;
  // Replaced when something is put in: most conversations have no former members and are at rest.
  private Map<AccountId, MemberCursor> former = Map.of();
  private Map<AccountId, Move> moving = Map.of();
  private Map<AccountId, Move> collected = Map.of();
  private Roster roster = Roster.NONE;
  private long[] delivered = {};
  private long[] read = {};

  Cursors(ConversationId conversation) {
    this.conversation = conversation;
  }

  /// Takes on another roster; members that stay keep their numbers.
  void become(Roster next) {
    Roster before = roster;
    long[] deliveredBefore = delivered;
    long[] readBefore = read;
    roster = next;
    delivered = new long[next.size()];
    read = new long[next.size()];
    for (int place = 0; place < before.size(); place++) {
      put(before.accountAt(place), deliveredBefore[place], readBefore[place]);
    }
    List.copyOf(former.values()).stream()
        .filter(cursor -> next.contains(cursor.account()))
        .forEach(cursor -> put(cursor.account(), cursor.delivered(), cursor.read()));
    if (!former.isEmpty()) {
      former.keySet().removeIf(next::contains);
    }
  }

  /// What the store has; keeps moves that are not durable yet.
  void load(Roster loaded, List<DeviceCursor> kept) {
    become(loaded);
    kept.forEach(cursor -> put(cursor.account(), cursor.delivered(), cursor.read()));
  }

  private void put(AccountId account, long deliveredNow, long readNow) {
    int place = roster.placeOf(account);
    if (place != Roster.NO_PLACE) {
      delivered[place] = Math.max(delivered[place], deliveredNow);
      read[place] = Math.max(read[place], readNow);
    } else if (former.size() < FORMER_MAX && deliveredNow > 0) {
      if (former.isEmpty()) {
        former = new HashMap<>();
      }
      former.merge(account, new MemberCursor(account, deliveredNow, readNow), Cursors::further);
    }
  }

  private static MemberCursor further(MemberCursor one, MemberCursor other) {
    return new MemberCursor(
        one.account(),
        Math.max(one.delivered(), other.delivered()),
        Math.max(one.read(), other.read()));
  }

  /// Moves a member's cursor as soon as that is durable; false when it stands there already, or
  /// when it is no member.
  boolean move(AccountId account, DeviceId device, long deliveredWanted, long readWanted) {
    int place = roster.placeOf(account);
    if (place == Roster.NO_PLACE) {
      return false;
    }
    Move standing = new Move(device, true, delivered[place], read[place]);
    Move before = moving.getOrDefault(account, standing);
    long further = Math.max(before.delivered(), Math.max(deliveredWanted, readWanted));
    long furtherRead = Math.max(before.read(), readWanted);
    boolean moves = further > before.delivered() || furtherRead > before.read();
    if (moves) {
      boolean alone = before.alone() && before.device().equals(device);
      if (moving.isEmpty()) {
        moving = new LinkedHashMap<>();
      }
      moving.put(account, new Move(device, alone, further, furtherRead));
    }
    return moves;
  }

  boolean isMoving() {
    return !moving.isEmpty() || !collected.isEmpty();
  }

  /// Whether the account was a member once and had entries.
  boolean knows(AccountId account) {
    return former.containsKey(account);
  }

  void collect(BatchBuilder batch) {
    collected = new LinkedHashMap<>(moving);
    collected.forEach(
        (account, move) ->
            batch.cursor(
                new DeviceCursor(
                    conversation, account, move.device(), move.delivered(), move.read())));
  }

  /// What was collected did not become durable; it is collected again.
  void uncollect() {
    collected = Map.of();
  }

  /// The device that moves, or none when it is not exactly one.
  DeviceId onlyMover() {
    return collected.values().stream()
        .filter(move -> collected.size() == 1 && move.alone())
        .map(Move::device)
        .findFirst()
        .orElse(DeviceId.NONE);
  }

  /// All that was collected is durable. Answers the members whose numbers have changed by it.
  Moved settle() {
    Set<AccountId> moved = LinkedHashSet.newLinkedHashSet(collected.size());
    Map<AccountId, DeviceId> reading = new LinkedHashMap<>();
    collected.forEach(
        (account, move) -> {
          boolean readsOn = move.read() > of(account).read();
          moving.remove(account, move);
          put(account, move.delivered(), move.read());
          // Who was taken out by the same write is not told of any more.
          if (roster.contains(account)) {
            moved.add(account);
            if (readsOn) {
              reading.put(account, move.device());
            }
          }
        });
    collected = Map.of();
    if (moving.isEmpty()) {
      moving = Map.of();
    }
    return new Moved(moved, reading);
  }

  /// @param accounts all whose numbers have changed
  /// @param reading those who have read more, by which device
  record Moved(Set<AccountId> accounts, Map<AccountId, DeviceId> reading) {}

  MemberCursor of(AccountId account) {
    int place = roster.placeOf(account);
    return place == Roster.NO_PLACE
        ? new MemberCursor(account, 0, 0)
        : new MemberCursor(account, delivered[place], read[place]);
  }
}
