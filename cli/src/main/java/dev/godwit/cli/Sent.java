package dev.godwit.cli;

import dev.godwit.client.Connection;
import dev.godwit.client.Event;
import dev.godwit.client.Godwit;
import dev.godwit.client.Sending;
import dev.godwit.client.Tick;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Follows one message that was taken into the outbox, and tells its ticks as they come.
final class Sent {
  private final Godwit godwit;
  private final Output output;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private String letter = "";
  private ConversationId conversation = ConversationId.NONE;
  private EntryId id = EntryId.NONE;
  private Tick tick = Tick.WAITING;
  private boolean saidWaiting;

  Sent(Godwit godwit, Output output) {
    this.godwit = godwit;
    this.output = output;
  }

  void onEvent(Event event) {
    events.add(event);
  }

  /// Waits for one tick; a message that stays in the outbox is fine.
  int glance(Sending sending, Duration timeout) throws InterruptedException {
    follow(sending);
    if (isAway(godwit.connection())) {
      sayWaiting();
      return Exit.OK;
    }
    int end = until(Tick.SENT, timeout, true).orElse(Exit.OK);
    if (end == Exit.OK && tick == Tick.WAITING) {
      sayWaiting();
    }
    return end;
  }

  /// Waits for a tick; the message goes its way when it does not come in time.
  int await(Sending sending, Tick goal, Duration timeout) throws InterruptedException {
    follow(sending);
    if (isAway(godwit.connection())) {
      sayWaiting();
    }
    return until(goal, timeout, false).orElseGet(() -> late(goal));
  }

  private int late(Tick goal) {
    if (tick == Tick.WAITING && isAway(godwit.connection())) {
      output.error(
          "NODE_UNREACHABLE",
          "The node cannot be reached; the message stays in the outbox and is sent by the next"
              + " command that connects.");
      return Exit.UNREACHABLE;
    }
    output.error(
        "TIMED_OUT",
        "The message was not %s in time; it goes its way all the same."
            .formatted(goal.name().toLowerCase(Locale.ROOT)));
    return Exit.TIMED_OUT;
  }

  private void follow(Sending sending) {
    letter = sending.letter();
    conversation = sending.conversation();
    id = sending.id();
  }

  /// The exit code, or empty when the time is up.
  private Optional<Integer> until(Tick goal, Duration timeout, boolean givesUpWhenAway)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        return Optional.empty();
      }
      Optional<Integer> end = onEvent(event, goal, givesUpWhenAway);
      if (end.isPresent()) {
        return end;
      }
    }
  }

  private Optional<Integer> onEvent(Event event, Tick goal, boolean givesUpWhenAway) {
    return switch (event) {
      case Event.Ticked ticked when ticked.id().equals(id) -> onTick(ticked, goal);
      case Event.Failed failed when failed.message().id().equals(id) ->
          refused(failed.code(), failed.sentence());
      case Event.Addressed addressed when isMine(addressed.letter()) -> {
        conversation = addressed.conversation();
        id = addressed.id();
        yield Optional.empty();
      }
      case Event.Unaddressed gone when isMine(gone.letter()) ->
          refused(gone.code(), gone.sentence());
      case Event.Connected(var connection) -> onConnection(connection, givesUpWhenAway);
      default -> Optional.empty();
    };
  }

  private boolean isMine(String name) {
    return !letter.isEmpty() && letter.equals(name);
  }

  private Optional<Integer> onTick(Event.Ticked ticked, Tick goal) {
    for (Tick each : Tick.values()) {
      if (each.compareTo(tick) > 0 && each.compareTo(ticked.tick()) <= 0) {
        output.ticked(ticked.conversation(), ticked.id(), ticked.sequence(), each);
        tick = each;
      }
    }
    return tick.compareTo(goal) >= 0 ? Optional.of(Exit.OK) : Optional.empty();
  }

  private Optional<Integer> onConnection(Connection connection, boolean givesUpWhenAway) {
    if (connection.state() == Connection.State.ENDED) {
      return refused(connection.code(), connection.sentence());
    }
    if (tick == Tick.WAITING && isAway(connection)) {
      sayWaiting();
      return givesUpWhenAway ? Optional.of(Exit.OK) : Optional.empty();
    }
    return Optional.empty();
  }

  private Optional<Integer> refused(String code, String sentence) {
    output.error(code, sentence);
    return Optional.of(Exit.REFUSED);
  }

  private static boolean isAway(Connection connection) {
    return connection.state() == Connection.State.OFFLINE;
  }

  private void sayWaiting() {
    if (!saidWaiting) {
      saidWaiting = true;
      String why =
          godwit.connection().state() == Connection.State.ONLINE
              ? "It cannot be sent yet"
              : "The node cannot be reached now";
      output.waiting(
          conversation,
          id,
          why + "; the message stays in the outbox and is sent by the next command that connects.");
    }
  }
}
