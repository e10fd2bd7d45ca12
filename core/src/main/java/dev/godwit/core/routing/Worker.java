package dev.godwit.core.routing;

import dev.godwit.core.log.Appended;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.StoreException;
import java.util.List;

/// One worker: the single writer of its share of conversations and accounts.
///
/// The shell calls, always from one thread: [#on] for each input that has arrived, then [#collect]
/// for what must be durable, commits it by one write, then [#committed] (or [#failed]), which lets out
/// the acks and pushes of that batch through [Outputs]. Nothing that depends on a write leaves before
/// it is durable. Between [#collect] and its outcome no input may be given.
public final class Worker {

  public Worker(int index, Topology topology, WorkerConfig config, Outputs outputs) {}

  /// Takes one input; effects that need no durability go out at once.
  public void on(Input input, long nowMillis) {}

  /// Lets time pass: silent sessions, gathered receipts, forgotten conversations. To be called about
  /// every [#TICK_MILLIS].
  public void tick(long nowMillis) {}

  /// What has to be durable now, possibly nothing.
  public Batch collect() {
    return new Batch(List.of(), List.of(), List.of(), List.of());
  }

  /// The batch is durable, except for the appends that met a conflict.
  public void committed(List<Appended> results, long nowMillis) {}

  /// The batch failed as a whole; senders get a typed error, or the state is loaded again first where
  /// the write may have happened.
  public void failed(StoreException failure, long nowMillis) {}

  public static final int TICK_MILLIS = 100;
}
