package dev.godwit.testkit.sim;

import dev.godwit.core.conversation.LobbyRequest;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.Intent;
import dev.godwit.core.log.StoreException;
import dev.godwit.core.routing.Input;
import dev.godwit.core.routing.Letter;
import dev.godwit.core.routing.Outputs;
import dev.godwit.core.routing.Seat;
import dev.godwit.core.routing.Topology;
import dev.godwit.core.routing.View;
import dev.godwit.core.routing.Worker;
import dev.godwit.core.routing.WorkerConfig;
import dev.godwit.core.session.SessionId;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Goodbye;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One node: its workers and connections, over logs that outlive it.
final class SimNode implements SimWorker.Host, Connection.Node {
  private static final int INTENTS_MAX = 1_000;
  private static final long SWEEP_MILLIS = 5_000;
  private static final long DRAIN_STEP_MILLIS = 50;
  private static final long NUMBERS = 1_000_000_000L;
  private static final long TOKEN_MILLIS = 15 * 60 * 1_000L;

  private record Peer(Connection connection, AccountId account) {}

  private final World world;
  private final MemoryLogs logs;
  private final Topology topology;
  private final WorkerConfig config;
  private final Door door;
  private final Optional<SimBus> bus;
  private final int index;
  private final List<SimWorker> workers = new ArrayList<>();
  private final Map<SessionId, Peer> peers = new LinkedHashMap<>();
  private final Map<Long, Consumer<Frame>> requests = new HashMap<>();
  private final Set<Long> lobby = new HashSet<>();
  private final List<Connection> closing = new ArrayList<>();
  private Runnable deviceNews = () -> {};
  private boolean up;
  private long incarnation;
  private long numbered;
  private int diskMillisMax = 3;
  private long clockMillis;
  private int clockPerMille;
  private boolean lateWrites;
  private boolean draining;

  /// @param bus to the others; empty for one that knows nothing of others
  SimNode(
      int index,
      World world,
      MemoryLogs logs,
      Topology topology,
      WorkerConfig config,
      Door door,
      Optional<SimBus> bus) {
    this.index = index;
    this.world = world;
    this.logs = logs;
    this.topology = topology;
    this.config = config;
    this.door = door;
    this.bus = bus;
    this.numbered = index * NUMBERS;
    start();
  }

  boolean isUp() {
    return up;
  }

  void diskMillisMax(int millis) {
    diskMillisMax = millis;
  }

  /// The most inputs that ever waited for a worker.
  int inboxPeak() {
    return workers.stream().mapToInt(SimWorker::inboxPeak).max().orElse(0);
  }

  Stream<Worker> machines() {
    return up ? workers.stream().map(SimWorker::machine) : Stream.empty();
  }

  List<Connection> connections() {
    return peers.values().stream().map(Peer::connection).toList();
  }

  void start() {
    up = true;
    draining = false;
    incarnation++;
    workers.clear();
    for (int i = 0; i < topology.workers(); i++) {
      workers.add(new SimWorker(world, logs, i, this));
    }
    door.onStarted();
    world.trace().add(world.now(), "node started", incarnation);
    bus.ifPresent(SimBus::tellViews);
    sweep(incarnation);
  }

  @Override
  public Worker worker(int worker, Outputs outputs) {
    return bus.map(
            between ->
                new Worker(
                    new Seat(index, worker),
                    topology,
                    config,
                    outputs,
                    between.of(index),
                    incarnation))
        .orElseGet(() -> new Worker(worker, topology, config, outputs));
  }

  private void sweep(long swept) {
    if (up && swept == incarnation) {
      housekeeping();
      world.after(SWEEP_MILLIS, () -> sweep(swept));
    }
  }

  /// What is done at the start, and now and then.
  void housekeeping() {
    if (!up) {
      return;
    }
    try {
      for (Intent intent : logs.intents(INTENTS_MAX)) {
        workers.get(topology.workerOf(intent.id().log())).put(new Input.IntentFound(intent));
      }
      deviceNews.run();
    } catch (StoreException failure) {
      world.trace().add(world.now(), "sweep failed", failure.getClass().getSimpleName());
    }
  }

  /// Tells again what happened to devices with each housekeeping.
  void withDeviceNews(Runnable tellAgain) {
    deviceNews = tellAgain;
  }

  /// The process dies with everything that is not durable.
  void crash() {
    if (!up) {
      return;
    }
    world.trace().add(world.now(), "node crashed", incarnation);
    up = false;
    workers.forEach(SimWorker::die);
    connections().forEach(connection -> connection.cut(false, world.chance(0.8)));
    closing.forEach(connection -> connection.cut(false, true));
    closing.clear();
    peers.clear();
    requests.clear();
    bus.ifPresent(SimBus::tellViews);
  }

  /// Says goodbye to its devices, finishes what is under way, stops and says so.
  void drain(Consumer<SimNode> whenStopped) {
    if (!up || draining) {
      return;
    }
    world.trace().add(world.now(), "node drains", incarnation);
    draining = true;
    bus.ifPresent(SimBus::tellViews);
    Bytes goodbye = Frame.encode(new Goodbye(CloseCode.DRAINING.code(), 1_000));
    for (SessionId session : List.copyOf(peers.keySet())) {
      write(session, goodbye);
      close(session, CloseCode.DRAINING);
    }
    stopWhenIdle(incarnation, whenStopped);
  }

  private void stopWhenIdle(long drained, Consumer<SimNode> whenStopped) {
    world.after(
        DRAIN_STEP_MILLIS,
        () -> {
          if (up && drained == incarnation) {
            if (workers.stream().allMatch(SimWorker::isIdle)) {
              crash();
              whenStopped.accept(this);
            } else {
              stopWhenIdle(drained, whenStopped);
            }
          }
        });
  }

  // --- Among other nodes ---

  int index() {
    return index;
  }

  /// Whether it takes devices.
  boolean isServing() {
    return up && !draining;
  }

  View.Node seat() {
    return new View.Node(index, topology.workers());
  }

  void onLetters(List<Letter> letters) {
    if (up) {
      letters.forEach(
          letter -> workers.get(letter.to().worker()).put(new Input.LetterCame(letter)));
    }
  }

  void onView(View view) {
    if (up) {
      world.trace().add(world.now(), "view of " + index, view);
      workers.forEach(worker -> worker.put(new Input.ViewChanged(view)));
    }
  }

  // --- From outside ---

  /// A device connects; empty when nobody listens.
  Optional<Connection> connect(
      Connection.Device device, AccountId account, DeviceId id, int delayMillis, int frameMillis) {
    if (!up || draining) {
      return Optional.empty();
    }
    SessionId session = new SessionId(++numbered);
    Connection connection = new Connection(world, session, device, this, delayMillis, frameMillis);
    peers.put(session, new Peer(connection, account));
    door.onConnected(session.value(), index, account, id);
    long expires = wallMillis() + TOKEN_MILLIS;
    put(account, new Input.SessionOpened(session, account, id, expires));
    return Optional.of(connection);
  }

  /// A Send over REST; `answer` is never called when the node dies before.
  void request(
      AccountId account, DeviceId device, ConversationId to, Frame frame, Consumer<Frame> answer) {
    if (up && !draining) {
      long request = ++numbered;
      requests.put(request, answer);
      workers.get(topology.workerOf(to)).put(new Input.Requested(request, account, device, frame));
    }
  }

  /// Something about the links and join requests of a group, over REST; as [#request].
  void lobby(
      AccountId account, ConversationId conversation, LobbyRequest what, Consumer<Frame> answer) {
    if (up && !draining) {
      long request = ++numbered;
      requests.put(request, answer);
      lobby.add(request);
      workers
          .get(topology.workerOf(conversation))
          .put(new Input.LobbyRequested(request, account, conversation, what));
    }
  }

  /// A device has ended: its sessions end.
  void revoked(AccountId account, AccountEntry entry) {
    if (up) {
      put(account, new Input.DeviceRevoked(account, entry));
    }
  }

  /// Something happened to an account outside the message path; lost when the node dies.
  void happened(AccountId account, AccountEntry entry) {
    if (up) {
      put(account, new Input.AccountEvent(account, entry));
    }
  }

  private void put(AccountId account, Input input) {
    workers.get(topology.workerOf(account)).put(input);
  }

  @Override
  public void onFrame(Connection from, Frame frame) {
    Peer peer = peers.get(from.session());
    if (up && peer != null) {
      int fingerprint = Frame.encode(frame).hashCode();
      world.trace().add(world.now(), "received " + from.session().value(), frame, fingerprint);
      door.onReceived(from.session().value(), frame);
      put(peer.account(), new Input.FrameReceived(from.session(), peer.account(), frame));
    }
  }

  @Override
  public void onLost(Connection from) {
    Peer peer = peers.remove(from.session());
    if (up && peer != null) {
      put(peer.account(), new Input.SessionClosed(from.session(), peer.account()));
    }
  }

  // --- From the workers ---

  @Override
  public void write(SessionId session, Bytes frame) {
    Peer peer = peers.get(session);
    if (peer != null) {
      door.onWritten(session.value(), frame);
      peer.connection().toDevice(frame);
    }
  }

  @Override
  public void close(SessionId session, CloseCode code) {
    Peer peer = peers.remove(session);
    if (peer != null) {
      world.trace().add(world.now(), "closed " + session.value(), code);
      peer.connection().closeByNode(code);
      if (bus.isPresent()) {
        // Homes that move close many; what they were told must not arrive after a restore.
        closing.removeIf(Connection::isGone);
        closing.add(peer.connection());
      }
      put(peer.account(), new Input.SessionClosed(session, peer.account()));
    }
  }

  @Override
  public void forward(int worker, Input input) {
    workers.get(worker).put(input);
  }

  @Override
  public void answer(long request, Bytes frame) {
    Consumer<Frame> asked = requests.remove(request);
    if (asked != null) {
      if (!lobby.remove(request)) {
        door.onAnswered(request, frame);
      }
      world.after(world.below(5), () -> asked.accept(Frame.decode(frame)));
    }
  }

  @Override
  public void mistake(Throwable cause) {
    throw new AssertionError("a machine of the node failed", cause);
  }

  @Override
  public int diskMillisMax() {
    return diskMillisMax;
  }

  // --- Its clock and its disk ---

  /// The clock shows so much more or less than the world's, and runs faster by so much.
  void clock(long aheadMillis, int fasterPerMille) {
    clockMillis = aheadMillis;
    clockPerMille = fasterPerMille;
  }

  /// Whether a write of unknown outcome may still happen later.
  void lateWrites(boolean late) {
    lateWrites = late;
  }

  @Override
  public long wallMillis() {
    return world.wallMillis() + clockMillis + world.now() * clockPerMille / 1_000;
  }

  @Override
  public boolean doubt(Batch batch) {
    door.doubt(batch);
    return lateWrites && world.chance(0.4);
  }

  @Override
  public void looks(ConversationId conversation) {
    door.onLooked(conversation);
  }
}
