package dev.godwit.device.conversation;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.step.Arrangement;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Role;

/// One conversation as this device knows it. What is changed here is lost unless
/// [Conversations#save] follows in the same step.
public final class ConversationState {
  /// Stands at a place of the record that says nothing.
  private static final long UNUSED = 0;

  /// Who came in so few entries ago may not have been told all that the others know.
  public static final long NEWCOMER_ENTRIES = 64;

  /// What is said was made so many epochs before the log's at most.
  private static final long EPOCHS_BACK = 2;

  private final ConversationId id;
  private ConversationKind kind = ConversationKind.UNKNOWN;
  private AccountId peer = AccountId.NONE;
  private String peerHandle = "";
  private Standing standing = Standing.NEW;
  private long position;
  private long readThrough;
  private long deliveredThrough;
  private long seenThrough;
  private long lastOwn;
  private boolean untold;
  private boolean identityChanged;
  private long timeMillis;
  private long leavesAt;
  private String name = "";
  private Role role = Role.UNKNOWN;
  private int members;
  private boolean held;
  private boolean late;
  private long joinedEpoch;
  private long enteredSequence;
  private long enteredEpoch;
  private long changedAt;
  private boolean unsure;
  private long leftBy;
  private long formerPosition;

  ConversationState(ConversationId id) {
    this.id = id;
  }

  public ConversationId id() {
    return id;
  }

  public AccountId peer() {
    return peer;
  }

  public String peerHandle() {
    return peerHandle;
  }

  public Standing standing() {
    return standing;
  }

  /// The last entry that is stored here, without a gap before it.
  public long position() {
    return position;
  }

  public long readThrough() {
    return readThrough;
  }

  public long deliveredThrough() {
    return deliveredThrough;
  }

  public long seenThrough() {
    return seenThrough;
  }

  public long timeMillis() {
    return timeMillis;
  }

  public boolean isDirect() {
    return kind == ConversationKind.DIRECT;
  }

  /// Whether a tick of an own message is still to come.
  public boolean awaitsTicks() {
    return Math.min(deliveredThrough, seenThrough) < lastOwn;
  }

  /// Whether the node may not know yet how far this device is.
  public boolean isUntold() {
    return untold;
  }

  /// The account is no member after this sequence; 0 while it is one.
  public long leavesAt() {
    return leavesAt;
  }

  public void leavesAt(long sequence) {
    leavesAt = sequence;
  }

  /// Whether the last entry that is meant for this account was stored.
  public boolean isAtItsEnd() {
    return leavesAt > 0 && position >= leavesAt;
  }

  /// What a group shows of itself in the list of conversations. Whether that is news.
  public boolean looks(String newName, Role newRole, int newMembers) {
    boolean news = !name.equals(newName) || role != newRole || members != newMembers;
    name = newName;
    role = newRole;
    members = newMembers;
    return news;
  }

  /// A change of the group was refused: it stays as it was before, until the person lets it go on.
  public boolean isHeld() {
    return held;
  }

  public void hold(boolean now) {
    held = now;
  }

  /// This device came to the account after the conversation: what was said before it joins comes
  /// with the history of another device.
  public boolean isLate() {
    return late;
  }

  /// The epoch in which this device came in: what was said before is not for it to read.
  public long joinedEpoch() {
    return joinedEpoch;
  }

  /// This device is in for the first time, or again after it was out.
  public void joined(long epoch, long sequence) {
    joinedEpoch = epoch;
    late = false;
    entered(epoch, sequence);
  }

  /// This device has the group's keys since the commit at `sequence`, which began `epoch`, whether
  /// it had others before or not.
  public void entered(long epoch, long sequence) {
    enteredEpoch = epoch;
    enteredSequence = sequence;
    changed(sequence);
  }

  /// Whether the entry there was made before this device came in; it has read nothing of that.
  public boolean isBeforeEntering(long sequence) {
    return sequence < enteredSequence;
  }

  /// Whether what was made in `epoch`, and comes while the group is in `current`, may have been
  /// under way when this device came in.
  public boolean isFromBeforeEntering(long epoch, long current) {
    return epoch < enteredEpoch && current - epoch <= EPOCHS_BACK;
  }

  /// Whether this is the epoch that began when this device came in.
  public boolean isFirst(long epoch) {
    return enteredSequence > 0 && epoch == enteredEpoch;
  }

  /// Whether this device came in just before an entry, so that it was not told who had been given a
  /// link, and who had asked by one.
  public boolean isNewAt(long sequence) {
    return enteredSequence > 0 && sequence - enteredSequence <= NEWCOMER_ENTRIES;
  }

  public void late(boolean now) {
    late = now;
  }

  public boolean isGroup() {
    return kind == ConversationKind.GROUP;
  }

  public boolean isIdentityChanged() {
    return identityChanged;
  }

  public void direct(AccountId other) {
    kind = ConversationKind.DIRECT;
    peer = other;
  }

  public void group() {
    kind = ConversationKind.GROUP;
  }

  public void peerHandle(String handle) {
    peerHandle = handle;
  }

  public void standing(Standing next) {
    standing = next;
  }

  public void identityChanged(boolean changed) {
    identityChanged = changed;
  }

  /// Everything up to `sequence` is stored. Never goes back.
  public void advance(long sequence) {
    if (sequence > position) {
      position = sequence;
      untold = true;
    }
  }

  /// The entry of the account's log that said so when the account left.
  public long leftBy() {
    return leftBy;
  }

  public void leftBy(long accountSequence) {
    leftBy = accountSequence;
  }

  /// Whether somebody may have left of whom this device has not read.
  public boolean isUnsure() {
    return unsure;
  }

  public void unsure(boolean now) {
    unsure = now;
  }

  /// The newest entry that has changed who is in the group.
  public long changedAt() {
    return changedAt;
  }

  /// Whether this device has had a part in it; another one's, when it came to the account later.
  public boolean wasIn() {
    return changedAt > 0;
  }

  /// The account comes in, for the first time or again, and this device is not in yet.
  public void outside() {
    changedAt = 0;
  }

  public void changed(long sequence) {
    changedAt = Math.max(changedAt, sequence);
  }

  /// What changed the group after `head` did not happen.
  public void shortenChanges(long head) {
    changedAt = Math.min(changedAt, head);
    leavesAt = leavesAt > head ? 0 : leavesAt;
  }

  /// Whether this device stood there or beyond in a history that the node has told it was lost.
  /// Some of it may come again: the account's log is a little behind, in a backup too, and then
  /// does not say yet that the account is in.
  public boolean hadReached(long sequence) {
    return sequence <= formerPosition;
  }

  /// Nothing was ever said here, as far as the node knows.
  public void restart() {
    shorten(0);
    shortenChanges(0);
    joined(0, 0);
    standing = Standing.NEW;
  }

  /// The node has lost what came after `head`, and gives those places to other entries.
  void shorten(long head) {
    if (head == 0) {
      formerPosition = Math.max(formerPosition, position);
    }
    position = Math.min(position, head);
    readThrough = Math.min(readThrough, head);
    deliveredThrough = Math.min(deliveredThrough, head);
    seenThrough = Math.min(seenThrough, head);
    lastOwn = Math.min(lastOwn, head);
  }

  /// There is a message of this time.
  public void touch(long millis) {
    timeMillis = Math.max(timeMillis, millis);
  }

  public void ownMessage(long sequence) {
    lastOwn = Math.max(lastOwn, sequence);
  }

  /// Whether that is news. Nothing beyond the position can have been read.
  public boolean read(long sequence) {
    long through = Math.min(sequence, position);
    boolean moved = through > readThrough;
    if (moved) {
      readThrough = through;
      untold = true;
    }
    return moved;
  }

  public void told() {
    untold = false;
  }

  /// Every other member has stored all up to `delivered` and read all up to `seen`. Never goes
  /// back.
  public void ticks(long delivered, long seen) {
    seenThrough = Math.max(seenThrough, seen);
    deliveredThrough = Math.max(Math.max(deliveredThrough, delivered), seenThrough);
  }

  Conversation row(Arrangement arrangement) {
    return new Conversation(
        id,
        kind,
        peer,
        peerHandle,
        standing,
        position,
        readThrough,
        deliveredThrough,
        seenThrough,
        identityChanged,
        timeMillis,
        name,
        role,
        members,
        arrangement);
  }

  Bytes encode() {
    return new Packer()
        .number(kind.number())
        .id(peer.high(), peer.low())
        .text(peerHandle)
        .text(standing.name())
        .number(position)
        .number(readThrough)
        .number(deliveredThrough)
        .number(seenThrough)
        .number(lastOwn)
        .flag(untold)
        .flag(identityChanged)
        .number(timeMillis)
        .number(leavesAt)
        .text(name)
        .number(role.number())
        .number(members)
        .number(UNUSED)
        .flag(held)
        .flag(late)
        .number(joinedEpoch)
        .number(enteredSequence)
        .number(enteredEpoch)
        .number(changedAt)
        .flag(unsure)
        .number(leftBy)
        .number(formerPosition)
        .toBytes();
  }

  static ConversationState decode(ConversationId id, Bytes bytes) {
    Unpacker in = new Unpacker(bytes);
    ConversationState state = new ConversationState(id);
    state.kind = ConversationKind.of(in.number());
    state.peer = in.account();
    state.peerHandle = in.text();
    state.standing = Standing.valueOf(in.text());
    state.position = in.number();
    state.readThrough = in.number();
    state.deliveredThrough = in.number();
    state.seenThrough = in.number();
    state.lastOwn = in.number();
    state.untold = in.flag();
    state.identityChanged = in.flag();
    state.timeMillis = in.number();
    if (in.hasMore()) {
      state.leavesAt = in.number();
      state.name = in.text();
      state.role = Role.of(in.number());
      state.members = in.index();
      in.number();
      state.held = in.flag();
      state.late = in.hasMore() && in.flag();
      state.joinedEpoch = in.hasMore() ? in.number() : 0;
      state.enteredSequence = in.hasMore() ? in.number() : 0;
      state.enteredEpoch = in.hasMore() ? in.number() : 0;
    }
    // An older version has not kept it: it may have been any.
    state.changedAt = in.hasMore() ? in.number() : state.position;
    state.unsure = in.hasMore() && in.flag();
    state.leftBy = in.hasMore() ? in.number() : 0;
    state.formerPosition = in.hasMore() ? in.number() : 0;
    return state;
  }
}
