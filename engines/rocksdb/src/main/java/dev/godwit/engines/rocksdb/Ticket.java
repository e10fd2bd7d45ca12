package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchInterface;

/// One caller's work on its way through a [Committer].
final class Ticket<C extends Changes, T> {
  private final Committer.Work<C, T> work;
  private final boolean urgent;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private @Nullable T result;

  Ticket(Committer.Work<C, T> work, boolean urgent) {
    this.work = work;
    this.urgent = urgent;
  }

  boolean isUrgent() {
    return urgent;
  }

  /// Adds to `changes` all that the work changes, or nothing and fails.
  void apply(C changes, Database database) throws RocksDBException {
    WriteBatchInterface batch = changes.batch();
    batch.setSavePoint();
    try {
      result = work.apply(changes);
      batch.popSavePoint();
    } catch (RocksDBException e) {
      batch.rollbackToSavePoint();
      fail(database.notDone(e));
    } catch (RuntimeException e) {
      batch.rollbackToSavePoint();
      fail(e);
    }
  }

  /// What the work changed is durable. Has no effect where it has failed before.
  @SuppressWarnings("NullAway") // a result is missing only where the work failed before
  void done() {
    answer.complete(result);
  }

  void fail(RuntimeException failure) {
    answer.completeExceptionally(failure);
  }

  /// Tells the answer as soon as it is there, by the thread that gives it.
  void tell(Consumer<T> done, Consumer<Throwable> failed) {
    var _ =
        answer.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                done.accept(value);
              } else {
                failed.accept(failure);
              }
            });
  }

  /// Waits for the answer. An interrupt does not end the waiting, since the write goes on.
  T await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof RuntimeException failure
              ? failure
              : new StoreException.Uncertain(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
