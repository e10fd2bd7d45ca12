package dev.godwit.node;

import dev.godwit.core.log.Logs;
import dev.godwit.core.log.StoreException;
import dev.godwit.core.routing.ReadRequest;
import dev.godwit.core.routing.ReadResult;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what workers ask the store, on threads of its own.
final class StoreReaders {
  private static final Logger LOG = LoggerFactory.getLogger(StoreReaders.class);

  private final Logs logs;
  private final ExecutorService threads;
  private final InstantSource time;

  /// @param threads platform threads behind a bounded queue
  StoreReaders(Logs logs, ExecutorService threads, InstantSource time) {
    this.logs = logs;
    this.threads = threads;
    this.time = time;
  }

  /// Reads and hands the result over on another thread; at once, as a failure, when too many reads
  /// wait. Does not block.
  void read(ReadRequest request, Consumer<ReadResult> then) {
    try {
      threads.execute(() -> then.accept(answer(request)));
    } catch (RejectedExecutionException e) {
      then.accept(new ReadResult.Failed(new StoreException.Unavailable(e)));
    }
  }

  private ReadResult answer(ReadRequest request) {
    try {
      return ReadResult.read(logs, request, time.millis());
    } catch (StoreException failure) {
      LOG.atWarn().setCause(failure).log("A read failed");
      return new ReadResult.Failed(failure);
    } catch (RuntimeException mistake) {
      LOG.atError().setCause(mistake).log("A reader failed");
      return new ReadResult.Failed(new StoreException.Corrupt(mistake));
    }
  }
}
