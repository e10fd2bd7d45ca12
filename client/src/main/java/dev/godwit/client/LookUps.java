package dev.godwit.client;

import dev.godwit.wire.ConversationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Those who wait for the node to say whose a handle is. Safe for several threads.
final class LookUps {
  /// A person waits no longer than this; what was written waits on.
  private static final long WAIT_SECONDS_MAX = 15;

  /// The conversation with a handle's account, and the letters that went into it.
  record Found(ConversationId conversation, List<Sending> sendings) {
    Optional<Sending> sending(String letter) {
      return sendings.stream().filter(each -> each.letter().equals(letter)).findFirst();
    }
  }

  private final Map<String, List<CompletableFuture<Found>>> waiting = new HashMap<>();

  /// To be called before the node is asked.
  synchronized CompletableFuture<Found> await(String handle) {
    CompletableFuture<Found> future = new CompletableFuture<>();
    waiting.computeIfAbsent(handle, _ -> new ArrayList<>()).add(future);
    return future;
  }

  void found(String handle, ConversationId conversation, List<Sending> sendings) {
    take(handle).forEach(each -> each.complete(new Found(conversation, sendings)));
  }

  void notFound(String handle, GodwitException why) {
    take(handle).forEach(each -> each.completeExceptionally(why));
  }

  /// The node cannot be asked now: nobody waits any longer.
  void offline() {
    List<String> handles;
    synchronized (this) {
      handles = List.copyOf(waiting.keySet());
    }
    Consumer<CompletableFuture<Found>> release = each -> each.cancel(false);
    handles.forEach(handle -> take(handle).forEach(release));
  }

  private synchronized List<CompletableFuture<Found>> take(String handle) {
    List<CompletableFuture<Found>> taken = waiting.remove(handle);
    return taken == null ? List.of() : taken;
  }

  /// What was found; empty when the node cannot be asked now. Throws what the node says instead.
  Optional<Found> join(CompletableFuture<Found> future, Connection connection) {
    if (isAway(connection)) {
      offline();
    }
    try {
      return Optional.of(future.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GodwitException why) {
        throw why;
      }
      return Optional.empty();
    } catch (CancellationException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static boolean isAway(Connection connection) {
    return switch (connection.state()) {
      case NONE, OFFLINE, ENDED -> true;
      case CONNECTING, CATCHING_UP, ONLINE -> false;
    };
  }

  /// Whether asking again would lead to the same.
  static boolean isForGood(GodwitException why) {
    return switch (why.reason()) {
      case Reason.Local _ -> true;
      case Reason.Refused(var error, _) ->
          switch (error.retry()) {
            case NEVER -> true;
            case AT_ONCE, LATER, AFTER_CATCH_UP -> false;
          };
    };
  }
}
