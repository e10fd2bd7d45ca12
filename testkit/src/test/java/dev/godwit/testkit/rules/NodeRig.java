package dev.godwit.testkit.rules;

import dev.godwit.core.conversation.DirectConversation;
import dev.godwit.core.log.Append;
import dev.godwit.core.log.Batch;
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
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Position;
import dev.godwit.wire.Role;
import dev.godwit.wire.Send;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// One worker over logs in memory. Everything happens at once, in the test's thread and time.
final class NodeRig implements Outputs {
  static final AccountId ALICE = new AccountId(1, 1);
  static final AccountId BOB = new AccountId(1, 2);
  static final AccountId CAROL = new AccountId(1, 3);
  static final ConversationId DIRECT = DirectConversation.idOf(ALICE, BOB);
  static final long TOKEN_MILLIS = 900_000;

  /// More than a test has, so that ids of entries differ between nodes.
  private static final long ENTRIES_OF_ONE = 1_000;

  /// One device and its connection.
  final class Peer {
    final AccountId account;
    final DeviceId device;
    final SessionId session = new SessionId(++sessions);
    final List<Frame> frames = new ArrayList<>();

    /// The last frame as it was handed to the connection.
    Bytes newest = Bytes.EMPTY;

    final List<CloseCode> closed = new ArrayList<>();

    private Peer(AccountId account, DeviceId device) {
      this.account = account;
      this.device = device;
    }

    void says(Frame frame) {
      put(received(frame));
    }

    Input received(Frame frame) {
      return new Input.FrameReceived(session, account, Frame.decode(Frame.encode(frame)));
    }

    Peer hello(int window, Position... positions) {
      return hello(0, window, positions);
    }

    /// As a device that was last told of this generation of the store.
    Peer hello(long generation, int window, Position... positions) {
      int version = Limits.PROTOCOL_VERSION;
      says(new Hello(version, "test", 0, List.of(positions), window, generation));
      return this;
    }

    Peer hello() {
      return hello(0);
    }

    EntryId sends(ConversationId conversation, long epoch) {
      EntryId id = new EntryId(5, ++entries);
      says(new Send(conversation, id, epoch, Bytes.of((byte) 1), Bytes.EMPTY));
      return id;
    }

    <F extends Frame> List<F> got(Class<F> kind) {
      return frames.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    ErrorCode lastError() {
      return ErrorCode.of(got(Error.class).getLast().code()).orElseThrow();
    }
  }

  final MemoryLogs logs;
  private final Map<Long, Frame> answers = new HashMap<>();
  long now = 1_800_000_000_000L;

  private Worker worker;
  private final Map<SessionId, Peer> peers = new HashMap<>();
  private final Queue<Input> inputs = new ArrayDeque<>();
  private boolean writesAreSlow;
  private Optional<Batch> underWay = Optional.empty();
  private long sessions;
  private long entries;

  private final int sendsBurstMax;

  /// For how long what devices send waits before the worker gets to it.
  long behindMillis;

  /// For how long connections have heard nothing, as far as they know.
  long silentMillis = Long.MAX_VALUE;

  /// Batches that were made durable.
  int writes;

  /// What appends have brought to the store.
  long storedBytes;

  /// Questions to the store.
  int reads;

  NodeRig() {
    this(10);
  }

  NodeRig(int sendsBurstMax) {
    this(sendsBurstMax, new MemoryLogs(Limits.RETENTION_MILLIS), 0);
  }

  private NodeRig(int sendsBurstMax, MemoryLogs logs, long entries) {
    this.sendsBurstMax = sendsBurstMax;
    this.logs = logs;
    this.entries = entries;
    worker = worker();
  }

  /// A second node on the same logs that knows nothing of this one.
  NodeRig another() {
    NodeRig other = new NodeRig(sendsBurstMax, logs, ENTRIES_OF_ONE);
    other.now = now;
    return other;
  }

  private Worker worker() {
    return new Worker(
        0,
        new Topology(1),
        new WorkerConfig(5_000, 15_000, 256, 1 << 20, 1 << 20, 500, 32, 5, sendsBurstMax),
        this);
  }

  /// The node is killed and started again: only what is durable stays, and intents are swept.
  void restart() {
    inputs.clear();
    peers.clear();
    worker = worker();
    logs.intents(Integer.MAX_VALUE).forEach(intent -> put(new Input.IntentFound(intent)));
    pass(1_000);
  }

  /// A node on which Alice and Bob have a direct conversation with one entry, at epoch 1.
  static NodeRig begun() {
    NodeRig rig = new NodeRig();
    Peer alice = rig.open(ALICE).hello();
    alice.says(rig.creation(DIRECT, ConversationKind.DIRECT, ALICE, BOB));
    rig.put(new Input.SessionClosed(alice.session, ALICE));
    return rig;
  }

  /// What a request was answered.
  Frame answer(long request) {
    return Optional.ofNullable(answers.get(request)).orElseThrow();
  }

  static DeviceId deviceOf(AccountId account) {
    return new DeviceId(2, account.low());
  }

  /// What an account's log says of a device that was revoked.
  static AccountEntry revocation(DeviceId device) {
    return new AccountEntry(
        0,
        new EntryId(12, device.low()),
        0,
        AccountEntryKind.DEVICE_REVOKED,
        ConversationId.NONE,
        0,
        device,
        Bytes.EMPTY);
  }

  Commit creation(ConversationId id, ConversationKind kind, AccountId... members) {
    List<MemberChange> changes = new ArrayList<>();
    for (AccountId member : members) {
      changes.add(
          new MemberChange(member, MemberChangeKind.ADDED, Role.MEMBER, List.of(deviceOf(member))));
    }
    return commit(id, kind, 0, changes);
  }

  Commit commit(ConversationId id, ConversationKind kind, long epoch, List<MemberChange> changes) {
    return new Commit(
        id,
        new EntryId(5, ++entries),
        epoch,
        Bytes.of((byte) 1),
        kind,
        changes,
        Bytes.EMPTY,
        List.of(),
        Bytes.EMPTY,
        Bytes.EMPTY,
        GroupSettings.NONE);
  }

  /// A device connects; it has not said Hello yet.
  Peer open(AccountId account) {
    return open(account, deviceOf(account));
  }

  Peer open(AccountId account, DeviceId device) {
    Peer peer = new Peer(account, device);
    peers.put(peer.session, peer);
    put(new Input.SessionOpened(peer.session, account, device, now + TOKEN_MILLIS));
    return peer;
  }

  void put(Input input) {
    inputs.add(input);
    takeAll();
  }

  private void takeAll() {
    while (!inputs.isEmpty()) {
      worker.on(inputs.remove(), now);
      persist();
    }
  }

  /// From now on a write is under way until [#finishWrite].
  void slowWrites() {
    writesAreSlow = true;
  }

  /// The write that is under way ends, and the next one begins where there is something to write.
  void finishWrite() {
    Batch ended = underWay.orElseThrow();
    underWay = Optional.empty();
    settle(ended);
    persist();
    takeAll();
  }

  /// Takes one input and what it makes durable, and nothing that follows from that.
  void putAlone(Input input) {
    worker.on(input, now);
    persist();
  }

  /// Lets time pass in ticks.
  void pass(long millis) {
    for (long end = now + millis; now < end; ) {
      now += Worker.TICK_MILLIS;
      worker.tick(now - behindMillis, now);
      persist();
      takeAll();
    }
  }

  private void persist() {
    if (underWay.isPresent()) {
      return;
    }
    Batch batch = worker.collect();
    writes += batch.isEmpty() ? 0 : 1;
    storedBytes += batch.appends().stream().mapToLong(NodeRig::bytesOf).sum();
    if (writesAreSlow && !batch.isEmpty()) {
      underWay = Optional.of(batch);
    } else {
      settle(batch);
    }
  }

  private void settle(Batch batch) {
    try {
      worker.committed(batch.isEmpty() ? List.of() : logs.commit(batch), now);
    } catch (StoreException failure) {
      worker.failed(failure, now);
    }
  }

  private static long bytesOf(Append append) {
    long entries = append.entries().stream().mapToLong(entry -> entry.frame().size()).sum();
    int beside = append.snapshot().size() + append.intent().size() + append.attachment().size();
    return entries + beside;
  }

  @Override
  public void write(SessionId session, Bytes frame) {
    Peer peer = peers.get(session);
    if (peer != null) {
      peer.frames.add(Frame.decode(frame));
      peer.newest = frame;
    }
  }

  @Override
  public void close(SessionId session, CloseCode code) {
    Peer peer = peers.remove(session);
    if (peer != null) {
      peer.closed.add(code);
    }
  }

  @Override
  public long silentMillis(SessionId session) {
    return silentMillis;
  }

  @Override
  public void forward(int to, Input input) {
    inputs.add(input);
  }

  @Override
  public void answer(long request, Bytes frame) {
    answers.put(request, Frame.decode(frame));
  }

  @Override
  public void mistake(Throwable cause) {
    throw new AssertionError("a machine failed", cause);
  }

  @Override
  public void read(ReadRequest request) {
    reads++;
    inputs.add(new Input.ReadDone(request, answer(request)));
  }

  private ReadResult answer(ReadRequest request) {
    try {
      return ReadResult.read(logs, request, now);
    } catch (StoreException failure) {
      return new ReadResult.Failed(failure);
    }
  }
}
