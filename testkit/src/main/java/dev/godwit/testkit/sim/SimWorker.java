package dev.godwit.testkit.sim;

import dev.godwit.core.log.Appended;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.StoreException;
import dev.godwit.core.routing.Input;
import dev.godwit.core.routing.Outputs;
import dev.godwit.core.routing.ReadRequest;
import dev.godwit.core.routing.ReadResult;
import dev.godwit.core.routing.Topology;
import dev.godwit.core.routing.Worker;
import dev.godwit.core.routing.WorkerConfig;
import dev.godwit.core.session.SessionId;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// Runs one real worker as the node's loop does, with commits and reads that take virtual time.
final class SimWorker implements Outputs {
  private static final int TURN_INPUTS_MAX = 64;

  /// What the worker needs of its node.
  interface Host {
    void write(SessionId session, Bytes frame);

    void close(SessionId session, CloseCode code);

    void forward(int worker, Input input);

    void answer(long request, Bytes frame);

    void mistake(Throwable cause);

    int diskMillisMax();
  }

  private final World world;
  private final MemoryLogs logs;
  private final Host host;
  private final Worker worker;
  private final Queue<Input> inbox = new ArrayDeque<>();
  private Optional<MemoryLogs.Write> writing = Optional.empty();
  private boolean turnPlanned;
  private boolean dead;
  private int inboxPeak;

  SimWorker(
      World world, MemoryLogs logs, int index, Topology topology, WorkerConfig config, Host host) {
    this.world = world;
    this.logs = logs;
    this.host = host;
    this.worker = new Worker(index, topology, config, this);
    world.after(Worker.TICK_MILLIS, this::tick);
  }

  int inboxPeak() {
    return inboxPeak;
  }

  void put(Input input) {
    if (!dead) {
      inbox.add(input);
      inboxPeak = Math.max(inboxPeak, inbox.size());
      planTurn();
    }
  }

  /// The process is gone. What was being written is lost or not, as `written` says.
  void die(boolean written) {
    dead = true;
    if (written) {
      try {
        writing.ifPresent(MemoryLogs.Write::sync);
      } catch (StoreException failed) {
        world
            .trace()
            .add(world.now(), "died while the store failed", failed.getClass().getSimpleName());
      }
    }
  }

  private void planTurn() {
    if (!turnPlanned && writing.isEmpty()) {
      turnPlanned = true;
      world.after(world.below(2), this::turn);
    }
  }

  private void tick() {
    if (dead) {
      return;
    }
    if (writing.isEmpty()) {
      worker.tick(world.wallMillis());
      persist();
    }
    world.after(Worker.TICK_MILLIS, this::tick);
  }

  private void turn() {
    turnPlanned = false;
    if (dead || writing.isPresent()) {
      return;
    }
    for (int taken = 0; taken < TURN_INPUTS_MAX && !inbox.isEmpty(); taken++) {
      worker.on(inbox.remove(), world.wallMillis());
    }
    persist();
  }

  private void persist() {
    Batch batch = worker.collect();
    if (batch.isEmpty()) {
      worker.committed(List.of(), world.wallMillis());
      goOn();
    } else {
      MemoryLogs.Write write = logs.begin(batch);
      writing = Optional.of(write);
      world.after(world.between(0, host.diskMillisMax()), () -> finish(write, batch));
    }
  }

  private void finish(MemoryLogs.Write write, Batch batch) {
    if (dead) {
      return;
    }
    writing = Optional.empty();
    try {
      List<Appended> results = write.sync();
      world.trace().add(world.now(), "committed", results);
      worker.committed(results, world.wallMillis());
    } catch (StoreException failure) {
      world.trace().add(world.now(), "failed", failure.getClass().getSimpleName());
      writeLate(failure, batch);
      worker.failed(failure, world.wallMillis());
    }
    goOn();
  }

  /// A write of which the store did not say whether it happened may still happen later.
  private void writeLate(StoreException failure, Batch batch) {
    if (failure.mayHaveHappened() && world.chance(0.3)) {
      world.after(
          world.between(0, 500),
          () -> {
            logs.faults().heal();
            world.trace().add(world.now(), "written late", logs.commit(batch));
          });
    }
  }

  private void goOn() {
    if (!inbox.isEmpty()) {
      planTurn();
    }
  }

  // --- Outputs ---

  @Override
  public void write(SessionId session, Bytes frame) {
    host.write(session, frame);
  }

  @Override
  public void close(SessionId session, CloseCode code) {
    host.close(session, code);
  }

  @Override
  public void forward(int to, Input input) {
    host.forward(to, input);
  }

  @Override
  public void answer(long request, Bytes frame) {
    host.answer(request, frame);
  }

  @Override
  public void mistake(Throwable cause) {
    host.mistake(cause);
  }

  @Override
  public void read(ReadRequest request) {
    world.after(
        world.between(0, host.diskMillisMax()),
        () -> {
          ReadResult result = answer(request);
          world.after(world.below(4), () -> put(new Input.ReadDone(request, result)));
        });
  }

  private ReadResult answer(ReadRequest request) {
    try {
      return read(request, world.wallMillis());
    } catch (StoreException failure) {
      return new ReadResult.Failed(failure);
    }
  }

  private ReadResult read(ReadRequest request, long wallMillis) {
    return switch (request) {
      case ReadRequest.LoadConversation(_, var conversation, var entriesMax) -> {
        LogId log = LogId.of(conversation);
        LogState state = logs.load(log);
        var newest =
            logs.readBackwards(log, state.head() + 1, entriesMax, Integer.MAX_VALUE, wallMillis);
        yield new ReadResult.Loaded(state, logs.cursors(conversation), newest, 0);
      }
      case ReadRequest.LoadAccount(_, var account, var entriesMax) -> {
        LogId log = LogId.of(account);
        LogState state = logs.load(log);
        var behind =
            logs.read(log, state.snapshotSequence(), entriesMax, Integer.MAX_VALUE, wallMillis);
        yield new ReadResult.Loaded(state, List.of(), behind, logs.lastSeen(account));
      }
      case ReadRequest.Heads(_, var conversations) ->
          new ReadResult.Heads(logs.heads(conversations.stream().map(LogId::of).toList()));
      case ReadRequest.ReadPage(_, var log, var after, var entriesMax, var bytesMax) ->
          new ReadResult.Paged(logs.read(log, after, entriesMax, bytesMax, wallMillis));
    };
  }
}
