package dev.godwit.node;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.Frame;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Requests that wait for a worker. Each waits in the thread of its request, so there are no more
/// than requests at once. Safe for several threads.
final class PendingAnswers {
  private static final long WAIT_MILLIS_MAX = 10_000;

  private final AtomicLong last = new AtomicLong();
  private final Map<Long, CompletableFuture<Bytes>> pending = new ConcurrentHashMap<>();

  /// Makes a request under a new number and waits for its answer; empty when none comes in time,
  /// and then it is not known whether the request was carried out.
  Optional<Frame> ask(LongConsumer request) {
    long number = last.incrementAndGet();
    CompletableFuture<Bytes> answer = new CompletableFuture<>();
    pending.put(number, answer);
    try {
      request.accept(number);
      return Optional.of(Frame.decode(answer.get(WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS)));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer is never a failure", e);
    } finally {
      pending.remove(number);
    }
  }

  /// Answers a request; nothing happens when nobody waits any more.
  void answer(long number, Bytes frame) {
    CompletableFuture<Bytes> waiting = pending.get(number);
    if (waiting != null) {
      waiting.complete(frame);
    }
  }
}
