package dev.godwit.core.conversation;

import dev.godwit.core.log.BatchBuilder;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.MemberCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How far the devices of one conversation are. Numbers only grow; a member stands where its
/// furthest device stands, and only what is durable counts.
final class Cursors {
  private record Key(AccountId account, DeviceId device) {}

  private static final class Mark {
    private final Key key;
    private long delivered;
    private long read;
    private long deliveredWanted;
    private long readWanted;

    Mark(Key key) {
      this.key = key;
    }

    boolean isMoving() {
      return deliveredWanted > delivered || readWanted > read;
    }
  }

  private final ConversationId conversation;
  private final Map<Key, Mark> marks = new HashMap<>();
  private final Map<AccountId, MemberCursor> members = new LinkedHashMap<>();
  private final List<Mark> moving = new ArrayList<>();

  Cursors(ConversationId conversation) {
    this.conversation = conversation;
  }

  /// What the store has; keeps moves that are not durable yet.
  void load(List<DeviceCursor> kept) {
    for (DeviceCursor cursor : kept) {
      Mark mark = mark(cursor.account(), cursor.device());
      mark.delivered = Math.max(mark.delivered, cursor.delivered());
      mark.read = Math.max(mark.read, cursor.read());
      raiseMember(mark);
    }
  }

  /// Moves a device's cursor as soon as that is durable; false when it stands there already.
  boolean move(AccountId account, DeviceId device, long delivered, long read) {
    Mark mark = mark(account, device);
    boolean wasMoving = mark.isMoving();
    mark.deliveredWanted = Math.max(mark.deliveredWanted, Math.max(delivered, read));
    mark.readWanted = Math.max(mark.readWanted, read);
    if (!wasMoving && mark.isMoving()) {
      moving.add(mark);
    }
    return mark.isMoving();
  }

  boolean isMoving() {
    return !moving.isEmpty();
  }

  /// Whether the account ever had a cursor here.
  boolean knows(AccountId account) {
    return members.containsKey(account);
  }

  void collect(BatchBuilder batch) {
    for (Mark mark : moving) {
      batch.cursor(
          new DeviceCursor(
              conversation,
              mark.key.account(),
              mark.key.device(),
              Math.max(mark.delivered, mark.deliveredWanted),
              Math.max(mark.read, mark.readWanted)));
    }
  }

  /// The device that moves, or none when it is not exactly one.
  DeviceId onlyMover() {
    return moving.size() == 1 ? moving.getFirst().key.device() : DeviceId.NONE;
  }

  /// All that was collected is durable. Answers the members whose numbers have changed by it.
  Set<AccountId> settle() {
    Set<AccountId> moved = LinkedHashSet.newLinkedHashSet(moving.size());
    for (Mark mark : moving) {
      mark.delivered = Math.max(mark.delivered, mark.deliveredWanted);
      mark.read = Math.max(mark.read, mark.readWanted);
      if (raiseMember(mark)) {
        moved.add(mark.key.account());
      }
    }
    moving.clear();
    return moved;
  }

  MemberCursor of(AccountId account) {
    return members.getOrDefault(account, new MemberCursor(account, 0, 0));
  }

  private Mark mark(AccountId account, DeviceId device) {
    return marks.computeIfAbsent(new Key(account, device), Mark::new);
  }

  private boolean raiseMember(Mark mark) {
    MemberCursor before = members.get(mark.key.account());
    if (before != null && before.delivered() >= mark.delivered && before.read() >= mark.read) {
      return false;
    }
    long delivered = before == null ? 0 : before.delivered();
    long read = before == null ? 0 : before.read();
    members.put(
        mark.key.account(),
        new MemberCursor(
            mark.key.account(), Math.max(delivered, mark.delivered), Math.max(read, mark.read)));
    return true;
  }
}
