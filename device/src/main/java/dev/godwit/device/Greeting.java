package dev.godwit.device;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import dev.godwit.wire.Position;
import java.util.Comparator;
import java.util.List;

/// The first frame of a session: where this device stands.
final class Greeting {
  private Greeting() {}

  /// With more conversations than a Hello takes, the newest are named; the node knows the rest.
  /// Those that were left come last: a node that was restored may have the account in them again.
  static Hello hello(Machines machines, String client) {
    List<Position> positions =
        machines.conversations.all().stream()
            .filter(state -> state.position() > 0)
            .sorted(
                Comparator.comparing((ConversationState s) -> s.standing() == Standing.LEFT)
                    .thenComparing(
                        Comparator.comparingLong(ConversationState::timeMillis).reversed()))
            .limit(Limits.HELLO_POSITIONS_MAX)
            .map(state -> position(machines, state))
            .toList();
    return new Hello(
        Limits.PROTOCOL_VERSION,
        client,
        machines.accountLog.position(),
        positions,
        Limits.SESSION_WINDOW_ENTRIES_MAX,
        machines.restores.generation());
  }

  /// What waits may be in the log already, and acknowledged: its ticks are asked for too.
  private static Position position(Machines machines, ConversationState state) {
    boolean waits = state.awaitsTicks() || !machines.outbox.isEmpty(state.id());
    boolean receipts = waits && state.standing() != Standing.LEFT;
    return new Position(state.id(), state.position(), receipts);
  }
}
