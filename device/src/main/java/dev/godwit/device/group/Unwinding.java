package dev.godwit.device.group;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.step.Conversation.Standing;

/// Takes back what followed from entries that a restored node has not: the group as it was made of
/// them is no group any more. Keys that were deleted do not come back, so this device joins anew,
/// and no key is used in two histories.
public final class Unwinding {
  private final Conversations conversations;
  private final Groups groups;
  private final GroupRecords records;
  private final OwnCommits pending;
  private final Joining joining;

  public Unwinding(Conversations conversations, GroupStore store, Joining joining) {
    this.conversations = conversations;
    this.groups = store.groups();
    this.records = store.records();
    this.pending = store.pending();
    this.joining = joining;
  }

  /// The log ends at `head`, before what this device has followed. Where only messages are lost the
  /// keys are still the group's.
  public void cut(ConversationState state, long head) {
    boolean changed = state.changedAt() > head || !joining.isIn(state);
    state.shortenChanges(head);
    if (records.isKnown(state.id())) {
      GroupRecord record = records.find(state.id());
      record.shorten(head);
      records.save(state.id(), record);
    }
    // A group that is held stays so: joining anew would believe what was refused.
    if (changed && state.standing() != Standing.NEW && !state.isHeld()) {
      forget(state);
      joinAnew(state, head);
    }
    conversations.save(state);
  }

  /// A welcome that was not followed yet is of both histories, and reads what was said since.
  private void joinAnew(ConversationState state, long head) {
    if (!joining.isWelcomed(state, head)) {
      state.standing(Standing.OPEN);
      joining.repair(state);
    }
  }

  /// That the account left did not happen, as far as the account's log goes.
  public void comeBack(ConversationState state) {
    state.leftBy(0);
    state.leavesAt(0);
    if (state.standing() == Standing.LEFT) {
      state.standing(Standing.OPEN);
      joining.repair(state);
    }
    conversations.save(state);
  }

  /// Whether the account's log has never said that the account is in this conversation, and this
  /// device does not make it: it has lost the race to do so, and waits for the keys of a group that
  /// may be lost as well.
  public boolean isHearsay(ConversationState state) {
    boolean waits =
        switch (state.standing()) {
          case JOINING, REPAIRING -> true;
          case NEW, OPEN, LEFT -> false;
        };
    return waits
        && state.isDirect()
        && state.position() == 0
        && pending.find(state.id()).filter(own -> own.kind() == OwnCommit.Kind.CREATE).isEmpty();
  }

  /// The account has no part in the conversation any more. A direct one begins anew with the next
  /// message; nobody can bring a group back.
  public void lost(ConversationState state) {
    if (state.isDirect()) {
      joining.leave(state);
      records.forget(state.id());
      state.restart();
      conversations.save(state);
      conversations.wake(state.id());
    } else if (state.standing() != Standing.LEFT) {
      joining.leave(state);
    }
  }

  private void forget(ConversationState state) {
    pending.drop(state.id());
    groups.unstage(state.id());
    groups.forget(state.id());
  }
}
