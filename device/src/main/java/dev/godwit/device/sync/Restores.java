package dev.godwit.device.sync;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.group.Unwinding;
import dev.godwit.device.own.Inviting;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.wire.Position;
import dev.godwit.wire.Restored;
import java.util.List;

/// Notices that the node was restored from a backup, and goes back to where its logs ended then.
public final class Restores {
  private static final String KEY = "generation";

  private final Conversations conversations;
  private final AccountLog accountLog;
  private final Receiver receiver;
  private final Unwinding unwinding;
  private final Inviting inviting;
  private final Draft draft;
  private long generation;

  public Restores(
      Conversations conversations,
      AccountLog accountLog,
      Receiver receiver,
      Unwinding unwinding,
      Inviting inviting,
      Draft draft) {
    this.conversations = conversations;
    this.accountLog = accountLog;
    this.receiver = receiver;
    this.unwinding = unwinding;
    this.inviting = inviting;
    this.draft = draft;
    this.generation = draft.get(KEY).map(value -> new Unpacker(value).number()).orElse(0L);
  }

  /// Of the node's store, as this device was last told; 0 when it was not.
  public long generation() {
    return generation;
  }

  /// All of it is one step, so it happens once, whatever crashes.
  public void on(Restored restored) {
    if (restored.generation() == generation) {
      return;
    }
    generation = restored.generation();
    draft.put(KEY, new Packer().number(generation).toBytes());
    restored.ends().forEach(end -> cut(end, restored.ends()));
    restored.lost().forEach(id -> conversations.find(id).ifPresent(unwinding::lost));
    List.copyOf(conversations.all()).stream().filter(unwinding::isHearsay).forEach(unwinding::lost);
  }

  private void cut(Position end, List<Position> all) {
    if (end.conversation().isNone()) {
      accountLog.cut(end.sequence());
      conversations.all().stream()
          .filter(state -> state.leftBy() > end.sequence())
          .forEach(state -> comeBack(state, all));
      return;
    }
    conversations
        .find(end.conversation())
        .filter(state -> state.position() > end.sequence())
        .ifPresent(
            state -> {
              receiver.cut(state, end.sequence());
              unwinding.cut(state, end.sequence());
              inviting.unsettle(state.id());
            });
  }

  /// That the account left is lost. Its keys went with it, so what is said until the device is in
  /// again is not for it, and the person is told, unless the conversation's own end tells it.
  private void comeBack(ConversationState state, List<Position> ends) {
    boolean wasLeft = state.standing() == Standing.LEFT;
    unwinding.comeBack(state);
    if (wasLeft && ends.stream().noneMatch(end -> end.conversation().equals(state.id()))) {
      draft.tell(new Event.LogShortened(state.id(), state.position()));
    }
  }
}
