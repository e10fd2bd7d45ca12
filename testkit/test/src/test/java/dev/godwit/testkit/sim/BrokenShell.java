package dev.godwit.testkit.sim;

import dev.godwit.core.log.Appended;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.Page;
import dev.godwit.core.routing.Worker;
import dev.godwit.device.step.Change;
import dev.godwit.testkit.MemoryLogs;
import java.util.Collections;
import java.util.List;

/// A node's loop, or what it asks, that breaks its word. Each method stands in place of one call.
public final class BrokenShell {
  private static final int EVERY = 25;

  private static int writes;

  private BrokenShell() {}

  /// Lets the acks of a batch out before it is written.
  public static Batch acksFirst(Worker worker) {
    Batch batch = worker.collect();
    if (!batch.isEmpty()) {
      worker.committed(done(batch), World.START_MILLIS);
    }
    return batch;
  }

  /// Takes what was not synced as durable now and then.
  public static List<Appended> unsynced(MemoryLogs.Write write) {
    writes++;
    return writes % EVERY == 0 ? done(write.batch()) : write.sync();
  }

  private static List<Appended> done(Batch batch) {
    return Collections.nCopies(batch.appends().size(), new Appended.Done());
  }

  /// Takes every conflict for success.
  public static Object done(List<Object> results, int index) {
    return new Appended.Done();
  }

  /// Hands out a page the wrong way round.
  public static List<LogEntry> reversed(Page page) {
    return page.entries().reversed();
  }

  /// Takes a step of a device as stored that is not, now and then.
  static void forgetsSteps(SimStore store, List<Change> changes) {
    writes++;
    if (writes % EVERY != 0) {
      store.apply(changes);
    }
  }
}
