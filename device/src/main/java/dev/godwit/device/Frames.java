package dev.godwit.device;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.step.Event;
import dev.godwit.wire.AccountAck;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.Ack;
import dev.godwit.wire.AskReceipts;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.Commit;
import dev.godwit.wire.Entry;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Expired;
import dev.godwit.wire.Fetch;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Goodbye;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Leave;
import dev.godwit.wire.Limits;
import dev.godwit.wire.Opened;
import dev.godwit.wire.Presence;
import dev.godwit.wire.Read;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Restored;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import dev.godwit.wire.Typing;
import dev.godwit.wire.UnknownFrame;
import dev.godwit.wire.Watch;
import java.util.Optional;

/// Gives each frame of the node to the part that it is for.
final class Frames {
  private final Machines machines;

  Frames(Machines machines) {
    this.machines = machines;
  }

  void on(Frame frame) {
    machines.session.onHeard();
    switch (frame) {
      case Restored restored -> onRestored(restored);
      case Opened opened -> onOpened(opened);
      case Sent sent -> machines.receiver.onSent(sent);
      case Entry entry -> machines.receiver.onEntry(entry);
      case AccountEntry entry -> machines.accountLog.onEntry(entry);
      case Receipt receipt -> machines.conversations.cursors().onReceipt(receipt);
      case Expired expired -> machines.receiver.onExpired(expired);
      case CaughtUp _ -> onCaughtUp();
      case Presence presence -> machines.presences.onPresence(presence);
      case Typing typing -> machines.presences.onTyping(typing);
      case Heartbeat heartbeat -> onHeartbeat(heartbeat);
      case Error error -> onError(error);
      // The shell heeds it: it says when to connect again.
      case Goodbye _ -> {}
      // Of a newer node, or only ever said by devices.
      case UnknownFrame _, Hello _, Send _, Commit _, Ack _, Read _, AccountAck _ -> {}
      case Fetch _, AskReceipts _, Watch _, Leave _ -> {}
    }
  }

  private void onRestored(Restored restored) {
    machines.restores.on(restored);
    machines.shelf.countAgain();
  }

  private void onOpened(Opened opened) {
    if (opened.version() != Limits.PROTOCOL_VERSION) {
      machines.draft.tell(new Event.ErrorHappened(ErrorCode.UNSUPPORTED_VERSION));
      machines.session.giveUp();
      return;
    }
    machines.session.onOpened(opened);
    machines.told.onOpened();
    machines.presences.onOpened();
  }

  private void onCaughtUp() {
    machines.session.onCaughtUp();
    machines.joining.onCaughtUp();
    machines.draft.tell(new Event.CaughtUp());
  }

  private void onHeartbeat(Heartbeat heartbeat) {
    machines.clock.learn(heartbeat.time());
    machines.told.onHeard();
  }

  /// A code of a newer node counts as a mistake of the node's.
  private void onError(Error error) {
    ErrorCode code = ErrorCode.of(error.code()).orElse(ErrorCode.INTERNAL);
    Optional<ConversationState> state = machines.conversations.find(error.conversation());
    if (!error.id().isNone()) {
      state.ifPresent(found -> onRefused(found, error, code));
      return;
    }
    if (code == ErrorCode.WRONG_SEQUENCE) {
      machines.receiver.onShortened(error.conversation(), error.head());
    } else if (error.conversation().isNone()) {
      machines.draft.tell(new Event.ErrorHappened(code));
    }
  }

  /// What was not waited for any more, such as a commit that has lost its race, is no news.
  private void onRefused(ConversationState state, Error error, ErrorCode code) {
    boolean commit =
        machines.intentions.refused(state, error, code)
            || machines.joining.refused(state, error.id(), code, error.retryAfterMillis());
    if (commit || machines.sender.refused(state, error, code)) {
      machines.conversations.wake(state.id());
    }
  }
}
