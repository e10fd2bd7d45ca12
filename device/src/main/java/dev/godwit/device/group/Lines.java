package dev.godwit.device.group;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.GroupChange;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The lines of a history that tell what changed in a group: one for each entry of the log that
/// changes something that people see.
public final class Lines {
  private final Draft draft;

  public Lines(Draft draft) {
    this.draft = draft;
  }

  /// Writes the line for the entry at `sequence`; none when nothing is to be told.
  ///
  /// @param by who did it, [AccountId#NONE] when that is not known
  public void show(
      ConversationState state,
      long sequence,
      EntryId id,
      long timeMillis,
      AccountId by,
      List<GroupChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    Message line =
        new Message(
            state.id(),
            id,
            sequence,
            0,
            by,
            DeviceId.NONE,
            timeMillis,
            new MessageState.Received(),
            new Content.Changed(changes));
    draft.put(line);
    draft.tell(new Event.MessageArrived(line));
    state.touch(timeMillis);
  }

  /// The line for an entry that this device did not see.
  void show(
      ConversationState state,
      long sequence,
      long timeMillis,
      AccountId by,
      List<GroupChange> changes) {
    show(state, sequence, new EntryId(state.id().low(), sequence), timeMillis, by, changes);
  }

  /// Who has come and who has gone between two moments; nothing when nobody was known before.
  static List<GroupChange> moves(Set<AccountId> before, Set<AccountId> after) {
    List<GroupChange> changes = new ArrayList<>();
    if (!before.isEmpty()) {
      after.stream()
          .filter(account -> !before.contains(account))
          .forEach(account -> changes.add(new GroupChange.Added(account)));
      before.stream()
          .filter(account -> !after.contains(account))
          .forEach(account -> changes.add(new GroupChange.Removed(account)));
    }
    return changes;
  }
}
