package dev.godwit.client;

import dev.godwit.device.Device;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The one thread that owns the device machine and the store.
///
/// It takes the inputs that have arrived, lets the machine work, makes the step's changes durable
/// in one transaction, and only then answers those who asked and lets the step out. When the store
/// fails, machine and step are thrown away, and another machine is made from the store.
final class DeviceLoop implements AutoCloseable {
  /// Inputs that wait; whoever brings more waits with them.
  static final int INPUTS_MAX = 1_024;

  /// Inputs of one step, so that a step's transaction stays small.
  static final int INPUTS_PER_STEP_MAX = 128;

  /// How often the machine is told that time passes.
  static final long TICK_MILLIS = 200;

  /// How long to wait after a failure before another machine is made.
  static final long RESTORE_MILLIS = 500;

  /// What a step leads to outside; called by the loop's thread, and must not block.
  interface Outside {
    void onStep(Step step);

    /// The machine was thrown away: so must be the connection.
    void onLost(GodwitException why);
  }

  /// What somebody who asks has on the table: the machine, the store, the time, and changes of the
  /// SDK's own, which become durable together with the machine's.
  record Desk(Device device, LocalStore store, long now, List<Change> changes) {}

  private record Input(long generation, Consumer<Desk> work, Consumer<GodwitException> refuse) {}

  private static final long ANY_GENERATION = -1;

  private final LocalStore store;
  private final Supplier<Device> restore;
  private final LongSupplier clock;
  private final Outside outside;
  private final BlockingQueue<Input> inputs = new ArrayBlockingQueue<>(INPUTS_MAX);
  private final Thread thread;

  /// Who waits for the step in hand; each gets the failure, or none.
  private final List<Consumer<List<GodwitException>>> answers = new ArrayList<>();

  private volatile boolean closing;
  private final AtomicLong generation = new AtomicLong();
  private Device device;
  private long tickedMillis;

  DeviceLoop(LocalStore store, Supplier<Device> restore, LongSupplier clock, Outside outside) {
    this.store = store;
    this.restore = restore;
    this.clock = clock;
    this.outside = outside;
    device = restore.get();
    thread = Thread.ofPlatform().name("godwit-device").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Which machine is at work: what was meant for an older one must not reach it.
  long generation() {
    return generation.get();
  }

  /// Brings an input for the machine of `generation`; blocks while too many wait.
  void tell(long forGeneration, Consumer<Desk> work) {
    put(new Input(forGeneration, work, _ -> {}));
  }

  /// Asks, and answers when what it led to is durable. Blocks; throws [GodwitException].
  <T> T ask(Function<Desk, T> question) {
    try {
      return asking(question).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof GodwitException known ? known : closed();
    }
  }

  private <T> CompletableFuture<T> asking(Function<Desk, T> question) {
    CompletableFuture<T> durable = new CompletableFuture<>();
    Consumer<Desk> work =
        desk -> {
          try {
            T answer = question.apply(desk);
            answers.add(failure -> settle(durable, answer, failure));
          } catch (GodwitException e) {
            durable.completeExceptionally(e);
          }
        };
    put(new Input(ANY_GENERATION, work, durable::completeExceptionally));
    return durable;
  }

  private static <T> void settle(
      CompletableFuture<T> durable, T answer, List<GodwitException> failure) {
    if (failure.isEmpty()) {
      durable.complete(answer);
    } else {
      durable.completeExceptionally(failure.getFirst());
    }
  }

  /// Runs something when the step in hand is durable; for inputs, on the loop's thread.
  void afterStep(Runnable action) {
    answers.add(
        failure -> {
          if (failure.isEmpty()) {
            action.run();
          }
        });
  }

  /// After the end, inputs that nobody waits for are dropped, and questions are refused.
  private void put(Input input) {
    try {
      if (closing) {
        input.refuse().accept(closed());
      } else {
        inputs.put(input);
        refuseIfClosed();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      input.refuse().accept(closed());
    }
  }

  /// An input may come in just after the loop has ended.
  private void refuseIfClosed() {
    if (closing && !thread.isAlive()) {
      refuseAll(closed());
    }
  }

  private void run() {
    try {
      while (!closing) {
        turn();
      }
    } catch (InterruptedException e) {
      closing = true;
    } finally {
      closing = true;
      refuseAll(closed());
      store.close();
    }
  }

  private void turn() throws InterruptedException {
    Input first = inputs.poll(untilTick(), TimeUnit.MILLISECONDS);
    try {
      step(first == null ? List.of() : arrived(first));
    } catch (GodwitException e) {
      lose(e);
    } catch (RuntimeException | AssertionError e) {
      lose(mistake(e));
    }
  }

  private List<Input> arrived(Input first) {
    List<Input> batch = new ArrayList<>();
    batch.add(first);
    inputs.drainTo(batch, INPUTS_PER_STEP_MAX - 1);
    return batch;
  }

  private void step(List<Input> batch) {
    long now = clock.getAsLong();
    List<Change> own = new ArrayList<>();
    Desk desk = new Desk(device, store, now, own);
    for (Input input : batch) {
      if (input.generation() == ANY_GENERATION || input.generation() == generation.get()) {
        input.work().accept(desk);
      }
    }
    tick(now);
    Step step = device.take();
    own.addAll(step.changes());
    store.apply(own);
    List<Consumer<List<GodwitException>>> settled = List.copyOf(answers);
    answers.clear();
    outside.onStep(step);
    settled.forEach(each -> each.accept(List.of()));
  }

  private void tick(long now) {
    if (now - tickedMillis >= TICK_MILLIS || now < tickedMillis) {
      tickedMillis = now;
      device.onTick(now);
    }
  }

  private long untilTick() {
    return Math.clamp(tickedMillis + TICK_MILLIS - clock.getAsLong(), 1, TICK_MILLIS);
  }

  private void lose(GodwitException why) throws InterruptedException {
    generation.incrementAndGet();
    List.copyOf(answers).forEach(each -> each.accept(List.of(why)));
    answers.clear();
    outside.onLost(why);
    boolean lost = true;
    while (lost && !closing) {
      refuseAll(why);
      TimeUnit.MILLISECONDS.sleep(RESTORE_MILLIS);
      try {
        device = restore.get();
        lost = false;
      } catch (GodwitException e) {
        outside.onLost(e);
      } catch (RuntimeException | AssertionError e) {
        outside.onLost(mistake(e));
      }
    }
  }

  private static GodwitException mistake(Throwable cause) {
    return new GodwitException(
        Reason.Local.CLOSED, "This Godwit made a mistake and starts over; try again.", cause);
  }

  private void refuseAll(GodwitException why) {
    List<Input> waiting = new ArrayList<>();
    inputs.drainTo(waiting);
    waiting.forEach(each -> each.refuse().accept(why));
  }

  private static GodwitException closed() {
    return new GodwitException(Reason.Local.CLOSED, "This device was closed; open it again.");
  }

  /// Ends the thread and closes the store. What was not asked for in time is refused.
  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
