package dev.godwit.node;

import dev.godwit.core.log.Appended;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.Logs;
import dev.godwit.core.log.StoreException;
import dev.godwit.core.routing.Input;
import dev.godwit.core.routing.Worker;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.Heartbeat;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one worker on a thread of its own: takes what has arrived, makes it durable by one write,
/// lets out what depends on it. Takes what arrives while the write is under way, too. Sleeps while
/// there is nothing to do.
final class WorkerLoop {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

  /// Inputs taken in one turn, and so between the beginnings of two writes.
  static final int TURN_INPUTS_MAX = 4_096;

  /// A worker that has not ticked for so long hangs, or the store holds it.
  private static final long AWAKE_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

  private static final int CHUNK_INPUTS = 1_024;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(Worker.TICK_MILLIS);

  private final Worker worker;
  private final Logs logs;
  private final InstantSource time;
  private final SessionRegistry sessions;
  private final WorkerMeters meters;
  private final Thread thread;

  // Bounded by whoever feeds it: connections are not read while it is long, and each read and each
  // request has its own limit.
  private final MpscUnboundedArrayQueue<Input> inputs = new MpscUnboundedArrayQueue<>(CHUNK_INPUTS);

  private final Hearing hearing;

  /// What is to be done when the write that is under way has ended; brought by another thread.
  private final AtomicReference<@Nullable Runnable> outcome = new AtomicReference<>();

  private volatile boolean writing;
  private int taken;
  private volatile long nextTickNanos;
  private volatile boolean asleep;
  private volatile boolean stopping;

  WorkerLoop(
      String name,
      Worker worker,
      Logs logs,
      InstantSource time,
      SessionRegistry sessions,
      WorkerMeters meters) {
    this.worker = worker;
    this.logs = logs;
    this.time = time;
    this.sessions = sessions;
    this.meters = meters;
    this.hearing = new Hearing(inputs, sessions::heardMillis);
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// From any thread; never blocks. A sign of life alone does not wake a worker that sleeps, so
  /// that those of a tick are taken together: two switches of threads cost more than all else.
  void put(Input input) {
    inputs.add(input);
    if (asleep && !isSignOfLife(input)) {
      LockSupport.unpark(thread);
    }
  }

  private static boolean isSignOfLife(Input input) {
    return input instanceof Input.DeviceHeard
        || (input instanceof Input.FrameReceived received && received.frame() instanceof Heartbeat);
  }

  /// Inputs that wait.
  int waiting() {
    return inputs.size();
  }

  boolean isIdle() {
    return asleep && inputs.isEmpty() && !writing;
  }

  /// Whether it has had a turn lately: others may answer for it that it lives.
  boolean isAwake() {
    return System.nanoTime() - nextTickNanos < AWAKE_NANOS_MAX;
  }

  /// Takes what has arrived, makes it durable and ends.
  void stop() throws InterruptedException {
    stopping = true;
    LockSupport.unpark(thread);
    thread.join();
  }

  private void run() {
    nextTickNanos = System.nanoTime();
    while (!stopping || !inputs.isEmpty() || writing) {
      settle();
      int drained = inputs.drain(this::accept, TURN_INPUTS_MAX - taken);
      taken += drained;
      boolean isTurn = !writing && (tick() || taken > 0);
      if (isTurn) {
        persist();
      } else if (drained > 0) {
        guarded(worker::flush);
      } else {
        sleep();
      }
    }
  }

  private void settle() {
    Runnable then = outcome.getAndSet(null);
    if (then != null) {
      writing = false;
      guarded(then);
    }
  }

  private void accept(Input input) {
    try {
      worker.on(input, time.millis());
    } catch (RuntimeException | AssertionError mistake) {
      LOG.atError()
          .setCause(mistake)
          .addKeyValue("input", input.getClass().getSimpleName())
          .log("A worker failed");
      if (input instanceof Input.FrameReceived received) {
        sessions.close(received.session(), CloseCode.INTERNAL);
      }
    }
  }

  private boolean tick() {
    long now = System.nanoTime();
    if (now - nextTickNanos < 0) {
      return false;
    }
    nextTickNanos = now + TICK_NANOS;
    long nowMillis = time.millis();
    guarded(() -> worker.tick(hearing.heardMillis(nowMillis), nowMillis));
    return true;
  }

  private void persist() {
    int inputsOfTurn = taken;
    taken = 0;
    guarded(
        () -> {
          Batch batch = worker.collect();
          if (batch.isEmpty()) {
            worker.committed(List.of(), time.millis());
          } else {
            writing = true;
            commit(batch, new Write(batch, inputsOfTurn, System.nanoTime()));
          }
        });
  }

  /// Whatever goes wrong, the write has an outcome: without one the worker would wait for ever.
  private void commit(Batch batch, Write write) {
    try {
      logs.commit(batch, write);
    } catch (RuntimeException mistake) {
      write.failed(new StoreException.Uncertain(mistake));
    }
  }

  /// A write that is under way. The thread that tells of it makes others durable too, so the rest
  /// is done by the worker's own.
  private final class Write implements Logs.Outcome {
    private final Batch batch;
    private final int inputsOfTurn;
    private final long startNanos;

    private Write(Batch batch, int inputsOfTurn, long startNanos) {
      this.batch = batch;
      this.inputsOfTurn = inputsOfTurn;
      this.startNanos = startNanos;
    }

    @Override
    public void committed(List<Appended> results) {
      long nanos = System.nanoTime() - startNanos;
      ended(
          () -> {
            meters.committed(batch, inputsOfTurn, nanos);
            worker.committed(results, time.millis());
          });
    }

    @Override
    public void failed(StoreException failure) {
      ended(
          () -> {
            LOG.atWarn().setCause(failure).log("A write failed");
            meters.failed();
            worker.failed(failure, time.millis());
          });
    }
  }

  private void ended(Runnable then) {
    outcome.set(then);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  private void sleep() {
    asleep = true;
    boolean mayTake = !inputs.isEmpty() && taken < TURN_INPUTS_MAX;
    if (writing && !mayTake && outcome.get() == null) {
      LockSupport.park(this);
    } else if (!writing && !mayTake && !stopping) {
      LockSupport.parkNanos(this, nextTickNanos - System.nanoTime());
    }
    asleep = false;
  }

  private static void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | AssertionError mistake) {
      LOG.atError().setCause(mistake).log("A worker failed");
    }
  }
}
