package dev.godwit.testkit.sim;

import dev.godwit.core.log.Appended;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.StoreException;
import dev.godwit.core.routing.Input;
import dev.godwit.core.routing.Outputs;
import dev.godwit.core.routing.ReadRequest;
import dev.godwit.core.routing.ReadResult;
import dev.godwit.core.routing.Worker;
import dev.godwit.core.session.SessionId;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ConversationId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// Runs one real worker as the node's loop does, with commits and reads that take virtual time.
final class SimWorker implements Outputs {
  private static final int TURN_INPUTS_MAX = 64;

  /// What the worker needs of its node.
  interface Host {
    Worker worker(int index, Outputs outputs);

    void write(SessionId session, Bytes frame);

    void close(SessionId session, CloseCode code);

    void forward(int worker, Input input);

    void answer(long request, Bytes frame);

    void mistake(Throwable cause);

    int diskMillisMax();

    /// What the node's clock shows, milliseconds since 1970.
    long wallMillis();

    /// The store did not say whether it wrote `batch`; whether it is to be written later.
    boolean doubt(Batch batch);

    /// The store is asked what is durable of a conversation.
    void looks(ConversationId conversation);
  }

  private final World world;
  private final MemoryLogs logs;
  private final Host host;
  private final Worker worker;
  private final Queue<Input> inbox = new ArrayDeque<>();
  private Optional<MemoryLogs.Write> writing = Optional.empty();
  private boolean turnPlanned;

  /// Inputs since the last write began.
  private int taken;

  private boolean dead;
  private int inboxPeak;
  private long heardMillis;

  SimWorker(World world, MemoryLogs logs, int index, Host host) {
    this.world = world;
    this.logs = logs;
    this.host = host;
    this.worker = host.worker(index, this);
    world.after(Worker.TICK_MILLIS, this::tick);
  }

  Worker machine() {
    return worker;
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

  /// The process is gone. What was being written is there, or not, or partly.
  void die() {
    dead = true;
    writing.ifPresent(this::leave);
  }

  private void leave(MemoryLogs.Write unfinished) {
    try {
      switch (world.below(4)) {
        case 0, 1 -> unfinished.sync();
        case 2 -> logs.commit(torn(unfinished.batch()));
        default -> {}
      }
    } catch (StoreException failed) {
      world
          .trace()
          .add(world.now(), "died while the store failed", failed.getClass().getSimpleName());
    }
  }

  private Batch torn(Batch batch) {
    int appends = world.below(batch.appends().size() + 1);
    return MemoryLogs.torn(batch, appends, world.below(batch.cursors().size() + 1));
  }

  /// Whether nothing waits and nothing is being written.
  boolean isIdle() {
    return inbox.isEmpty() && writing.isEmpty();
  }

  private void planTurn() {
    if (!turnPlanned && taken < TURN_INPUTS_MAX) {
      turnPlanned = true;
      world.after(world.below(2), this::turn);
    }
  }

  private void tick() {
    if (dead) {
      return;
    }
    if (writing.isEmpty()) {
      worker.tick(heardMillis(), host.wallMillis());
      persist();
    }
    world.after(Worker.TICK_MILLIS, this::tick);
  }

  /// Until when all that arrived has been taken.
  private long heardMillis() {
    long now = host.wallMillis();
    heardMillis = inbox.isEmpty() ? now : Math.min(heardMillis, now);
    return heardMillis;
  }

  private void turn() {
    turnPlanned = false;
    if (dead) {
      return;
    }
    for (; taken < TURN_INPUTS_MAX && !inbox.isEmpty(); taken++) {
      worker.on(inbox.remove(), host.wallMillis());
    }
    if (writing.isEmpty()) {
      persist();
    } else {
      worker.flush();
    }
  }

  private void persist() {
    taken = 0;
    Batch batch = worker.collect();
    if (batch.isEmpty()) {
      worker.committed(List.of(), host.wallMillis());
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
      worker.committed(results, host.wallMillis());
    } catch (StoreException failure) {
      world.trace().add(world.now(), "failed", failure.getClass().getSimpleName());
      writeLate(failure, batch);
      worker.failed(failure, host.wallMillis());
    }
    goOn();
  }

  /// A write of which the store did not say whether it happened may still happen later.
  private void writeLate(StoreException failure, Batch batch) {
    long generation = logs.generation();
    if (failure instanceof StoreException.Uncertain && host.doubt(batch)) {
      world.after(
          world.between(0, 500),
          () -> {
            if (logs.generation() == generation) {
              logs.faults().heal();
              world.trace().add(world.now(), "written late", logs.commit(batch));
            }
          });
    }
  }

  private void goOn() {
    if (!inbox.isEmpty() || taken > 0) {
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

  /// Every heartbeat comes as a frame here.
  @Override
  public long silentMillis(SessionId session) {
    return Long.MAX_VALUE;
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
      return read(request, host.wallMillis());
    } catch (StoreException failure) {
      return new ReadResult.Failed(failure);
    }
  }

  private ReadResult read(ReadRequest request, long wallMillis) {
    if (request instanceof ReadRequest.LoadConversation load) {
      host.looks(load.conversation());
    }
    return ReadResult.read(logs, request, wallMillis);
  }
}
