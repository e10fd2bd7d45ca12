package dev.godwit.node;

import dev.godwit.core.account.Reply;
import dev.godwit.core.routing.Input;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Sent;
import java.util.function.LongFunction;

/// Asks a conversation's worker something and waits for the answer. Safe for several threads.
final class WorkerRequests {
  private static final long RETRY_AFTER_MILLIS = 1_000;

  private final Workers workers;
  private final PendingAnswers answers;

  WorkerRequests(Workers workers, PendingAnswers answers) {
    this.workers = workers;
    this.answers = answers;
  }

  /// @param input makes the input with the number of the request
  Reply<Sent> ask(ConversationId conversation, LongFunction<Input> input) {
    if (!workers.hasRoom(conversation)) {
      return overloaded();
    }
    return answers
        .ask(request -> workers.put(input.apply(request)))
        .map(WorkerRequests::sent)
        .orElseGet(WorkerRequests::overloaded);
  }

  private static Reply<Sent> overloaded() {
    return Reply.refused(ErrorCode.OVERLOADED, RETRY_AFTER_MILLIS);
  }

  private static Reply<Sent> sent(Frame answer) {
    if (answer instanceof Sent sent) {
      return Reply.given(sent);
    }
    if (answer instanceof Error error) {
      ErrorCode code = ErrorCode.of(error.code()).orElse(ErrorCode.INTERNAL);
      return Reply.refused(code, error.retryAfterMillis());
    }
    throw new IllegalStateException("a request is answered by Sent or Error");
  }
}
