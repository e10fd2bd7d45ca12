package dev.godwit.testkit.sim;

import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.log.LogId;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import java.util.stream.LongStream;

/// Messages sent over REST. Each is asked for again, with the same id, until it is answered, or
/// found in the log by who has caught up before (PROTOCOL 5.2).
final class Requests {
  private static final long ANSWER_MILLIS_MAX = 5_000;

  /// The newest entries, which are not looked through: a node knows the ids of more than these.
  private static final int NEWEST_ENTRIES = 128;

  /// One message and who sends it.
  record Request(
      AccountId account, DeviceId device, ConversationId to, EntryId id, Bytes payload) {}

  private final World world;
  private final MemoryLogs logs;
  private final Nodes nodes;
  private final Judge judge;
  private int open;

  Requests(World world, MemoryLogs logs, Nodes nodes, Judge judge) {
    this.world = world;
    this.logs = logs;
    this.nodes = nodes;
    this.judge = judge;
  }

  /// Requests that wait for an answer.
  int open() {
    return open;
  }

  void start(Request request) {
    open++;
    ask(request);
  }

  private void ask(Request request) {
    boolean[] answered = {false};
    int restores = judge.restores();
    nodes.request(
        request.account(),
        request.device(),
        request.to(),
        send(request),
        answer -> {
          answered[0] = true;
          onAnswer(request, answer, restores);
        });
    world.after(
        ANSWER_MILLIS_MAX,
        () -> {
          if (!answered[0]) {
            answered[0] = true;
            askAgain(request);
          }
        });
  }

  private void askAgain(Request request) {
    if (isFound(request)) {
      open--;
    } else {
      ask(request);
    }
  }

  private boolean isFound(Request request) {
    LogId log = LogId.of(request.to());
    return LongStream.rangeClosed(1, logs.keptState(log).head() - NEWEST_ENTRIES)
        .mapToObj(sequence -> logs.kept(log, sequence))
        .anyMatch(kept -> kept.isPresent() && kept.get().id().equals(request.id()));
  }

  private Send send(Request request) {
    Bytes snapshot = logs.keptState(LogId.of(request.to())).snapshot();
    long epoch = ConversationState.decode(snapshot).epoch();
    return new Send(request.to(), request.id(), epoch, request.payload(), Bytes.EMPTY);
  }

  private void onAnswer(Request request, Frame answer, int restores) {
    if (answer instanceof Sent sent) {
      judge.onSent(restores, sent);
      open--;
    } else if (answer instanceof Error error) {
      judge.onError(error);
      if (ErrorCode.of(error.code()).orElseThrow().retry() == ErrorCode.Retry.NEVER) {
        open--;
      } else {
        world.after(world.between(1, 1_000), () -> askAgain(request));
      }
    }
  }
}
