package dev.godwit.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.Batch;
import dev.godwit.core.log.Logs;
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
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.Sent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A worker's thread over a store whose writes end when the test says so.
@Timeout(60)
final class WorkerLoopTest {
  private static final AccountId ALICE = new AccountId(1, 1);
  private static final DeviceId DEVICE = new DeviceId(2, 1);
  private static final ConversationId GROUP = new ConversationId(9, 9);
  private static final int CREATION = -1;

  private record Write(Batch batch, Logs.Outcome outcome) {}

  private record Answer(long request, Frame frame) {}

  private final MemoryLogs logs = new MemoryLogs(Limits.RETENTION_MILLIS);
  private final BlockingQueue<Write> begun = new LinkedBlockingQueue<>();
  private final Set<Write> underWay = new HashSet<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final WorkerLoop loop = loop();
  private boolean isSlow = true;
  private boolean isBroken;

  private WorkerLoop loop() {
    var config = new WorkerConfig(5_000, 15_000, 256, 1 << 20, 1 << 20, 500, 32, 5, 10);
    var worker = new Worker(0, new Topology(1), config, new Effects());
    var meters = new WorkerMeters(new SimpleMeterRegistry());
    return new WorkerLoop(
        "worker", worker, slow(), InstantSource.system(), new SessionRegistry(), meters);
  }

  private Logs slow() {
    return (Logs)
        Proxy.newProxyInstance(
            Logs.class.getClassLoader(),
            new Class<?>[] {Logs.class},
            (_, method, arguments) -> {
              if (arguments.length == 2 && arguments[1] instanceof Logs.Outcome outcome) {
                take(new Write((Batch) arguments[0], outcome));
                return null;
              }
              try {
                return method.invoke(logs, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private synchronized void take(Write write) {
    if (isBroken) {
      throw new IllegalStateException("test");
    }
    underWay.add(write);
    begun.add(write);
    if (!isSlow) {
      end(write);
    }
  }

  private synchronized void end(Write write) {
    if (underWay.remove(write)) {
      write.outcome().committed(logs.commit(write.batch()));
    }
  }

  private synchronized void fail(Write write) {
    underWay.remove(write);
    write.outcome().failed(new StoreException.Unavailable(new IllegalStateException("test")));
  }

  private synchronized void breakStore() {
    isBroken = true;
  }

  /// Ends what is under way, and from now on every write at once.
  private synchronized void hurry() {
    isSlow = false;
    List.copyOf(underWay).forEach(this::end);
  }

  private final class Effects implements Outputs {
    @Override
    public void write(SessionId session, Bytes frame) {}

    @Override
    public void close(SessionId session, CloseCode code) {}

    @Override
    public long silentMillis(SessionId session) {
      return 0;
    }

    @Override
    public void forward(int worker, Input input) {
      loop.put(input);
    }

    @Override
    public void read(ReadRequest request) {
      loop.put(new Input.ReadDone(request, ReadResult.read(logs, request, 0)));
    }

    @Override
    public void answer(long request, Bytes frame) {
      answers.add(new Answer(request, Frame.decode(frame)));
    }
  }

  @BeforeEach
  void start() {
    loop.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    hurry();
    loop.stop();
  }

  private Write beginWrite() throws InterruptedException {
    create();
    return begun.take();
  }

  /// Asks for something that is written.
  private void create() {
    var founder = new MemberChange(ALICE, MemberChangeKind.ADDED, Role.OWNER, List.of(DEVICE));
    var creation =
        new Commit(
            GROUP,
            new EntryId(5, 1),
            0,
            Bytes.of((byte) 1),
            ConversationKind.GROUP,
            List.of(founder),
            Bytes.EMPTY,
            List.of(),
            Bytes.EMPTY,
            Bytes.EMPTY,
            GroupSettings.NONE);
    loop.put(new Input.Requested(CREATION, ALICE, DEVICE, creation));
  }

  /// Asks for something that is refused at once.
  private void ask(long request) {
    loop.put(new Input.Requested(request, ALICE, DEVICE, new Heartbeat(1)));
  }

  @Test
  void inputsAreTakenWhileAWriteIsUnderWay() throws InterruptedException {
    Write write = beginWrite();
    ask(1);
    assertEquals(1, answers.take().request());
    assertFalse(loop.isIdle());
    end(write);
    Answer created = answers.take();
    assertEquals(CREATION, created.request());
    assertInstanceOf(Sent.class, created.frame());
  }

  @Test
  void noMoreAreTakenMeanwhileThanInOneTurn() throws InterruptedException {
    Write write = beginWrite();
    for (int request = 0; request < 2 * WorkerLoop.TURN_INPUTS_MAX; request++) {
      ask(request);
    }
    // Another input may be that the worker has woken itself.
    for (int request = 0; request < WorkerLoop.TURN_INPUTS_MAX - 1; request++) {
      assertEquals(request, answers.take().request());
    }
    end(write);
    long next = answers.take().request();
    assertTrue(next == CREATION || answers.take().request() == CREATION, "that it was written");
  }

  @Test
  void aWriteThatFailsIsTold() throws InterruptedException {
    Write write = beginWrite();
    fail(write);
    assertInstanceOf(Error.class, answers.take().frame());
  }

  /// The worker would wait for it for ever.
  @Test
  void aWriteThatTheStoreThrowsAtHasFailed() throws InterruptedException {
    breakStore();
    create();
    assertInstanceOf(Error.class, answers.take().frame());
  }

  @Test
  void aWorkerEndsAfterItsWrite() throws InterruptedException {
    Write write = beginWrite();
    Thread stopping = Thread.ofVirtual().start(this::stopQuietly);
    ask(1);
    assertEquals(1, answers.take().request());
    end(write);
    hurry();
    stopping.join();
    assertEquals(CREATION, answers.take().request());
  }

  private void stopQuietly() {
    try {
      loop.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
