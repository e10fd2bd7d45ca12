package dev.godwit.node;

import dev.godwit.core.routing.Input;
import dev.godwit.core.routing.Topology;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Send;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// All worker loops: hands each input to the worker that owns it. Safe for several threads.
final class Workers {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Topology topology;
  private final int inputsMax;
  private final List<WorkerLoop> loops = new ArrayList<>();
  private volatile boolean draining;

  /// @param inputsMax inputs that wait for a worker before connections are not read any more
  Workers(Topology topology, int inputsMax) {
    this.topology = topology;
    this.inputsMax = inputsMax;
  }

  /// Before [#start]; in the order of the workers' indexes.
  void add(WorkerLoop loop) {
    loops.add(loop);
  }

  void start() {
    loops.forEach(WorkerLoop::start);
  }

  void put(int worker, Input input) {
    loops.get(worker).put(input);
  }

  void put(Input input) {
    put(workerOf(input), input);
  }

  int waiting(int worker) {
    return loops.get(worker).waiting();
  }

  /// Whether the worker of this account keeps up and the node does not stop.
  boolean hasRoom(AccountId account) {
    return !draining && loops.get(topology.workerOf(account)).waiting() < inputsMax;
  }

  /// Whether the worker of this account has had a turn lately.
  boolean isAwake(AccountId account) {
    return loops.get(topology.workerOf(account)).isAwake();
  }

  boolean hasRoom(ConversationId conversation) {
    return !draining && loops.get(topology.workerOf(conversation)).waiting() < inputsMax;
  }

  /// From now on connections are not read.
  void drain() {
    draining = true;
  }

  /// Waits until nothing is left to do, at most `millisMax`.
  void awaitIdle(long millisMax) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
    while (!loops.stream().allMatch(WorkerLoop::isIdle) && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  void stop() throws InterruptedException {
    for (WorkerLoop loop : loops) {
      loop.stop();
    }
  }

  private int workerOf(Input input) {
    return switch (input) {
      case Input.SessionOpened opened -> topology.workerOf(opened.account());
      case Input.FrameReceived received -> topology.workerOf(received.account());
      case Input.DeviceHeard heard -> topology.workerOf(heard.account());
      case Input.SessionClosed closed -> topology.workerOf(closed.account());
      case Input.DeviceRevoked revoked -> topology.workerOf(revoked.account());
      case Input.AccountEvent event -> topology.workerOf(event.account());
      case Input.IntentFound found -> topology.workerOf(found.intent().id().log());
      case Input.Requested requested -> topology.workerOf(conversation(requested));
      case Input.LobbyRequested requested -> topology.workerOf(requested.conversation());
      case Input.ViewChanged _, Input.LetterCame _ ->
          throw new IllegalArgumentException("a node of this kind is alone");
      case Input.ReadDone _, Input.Internal _ ->
          throw new IllegalArgumentException("only workers say who gets this");
    };
  }

  private static ConversationId conversation(Input.Requested requested) {
    return switch (requested.frame()) {
      case Send send -> send.conversation();
      case Commit commit -> commit.conversation();
      default -> throw new IllegalArgumentException("only entries are requested");
    };
  }
}
