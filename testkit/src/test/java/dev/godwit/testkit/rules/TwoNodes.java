package dev.godwit.testkit.rules;

import dev.godwit.core.log.Batch;
import dev.godwit.core.routing.Input;
import dev.godwit.core.routing.Letter;
import dev.godwit.core.routing.Outputs;
import dev.godwit.core.routing.ReadRequest;
import dev.godwit.core.routing.ReadResult;
import dev.godwit.core.routing.Seat;
import dev.godwit.core.routing.Topology;
import dev.godwit.core.routing.View;
import dev.godwit.core.routing.Worker;
import dev.godwit.core.routing.WorkerConfig;
import dev.godwit.core.session.SessionId;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import dev.godwit.wire.Position;
import dev.godwit.wire.Typing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// Two nodes of one worker each on the same logs, with a bus between them that does as the test
/// says. Everything happens at once, in the test's thread and time.
final class TwoNodes {
  static final int BOTH = 2;

  /// What becomes of a letter.
  enum Fate {
    COMES,
    IS_LOST,
    COMES_TWICE,
    /// Comes when [TwoNodes#letGo] is called.
    WAITS
  }

  /// A device and its connection to one of the nodes.
  final class Peer {
    final SessionId session;
    final AccountId account;
    final Node node;
    final List<Frame> frames = new ArrayList<>();
    final List<CloseCode> closed = new ArrayList<>();

    private Peer(SessionId session, AccountId account, Node node) {
      this.session = session;
      this.account = account;
      this.node = node;
    }

    Peer hello(Position... positions) {
      says(new Hello(Limits.PROTOCOL_VERSION, "test", 0, List.of(positions), 0, 0));
      return this;
    }

    void says(Frame frame) {
      put(node, new Input.FrameReceived(session, account, Frame.decode(Frame.encode(frame))));
    }

    <F extends Frame> List<F> got(Class<F> kind) {
      return frames.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  /// One of them.
  final class Node implements Outputs {
    final int index;
    private final Queue<Input> inputs = new ArrayDeque<>();
    private final Map<SessionId, Peer> peers = new HashMap<>();
    private Worker worker;
    private long run;
    private boolean up = true;

    /// What it has asked the store for.
    final List<ReadRequest> reads = new ArrayList<>();

    /// For how long its connections have heard nothing.
    long silentMillis = Long.MAX_VALUE;

    /// What becomes of the letters that it sends.
    Fate fate = Fate.COMES;

    private Node(int index) {
      this.index = index;
      this.worker = start();
    }

    private Worker start() {
      run++;
      var config = new WorkerConfig(5_000, 15_000, 256, 1 << 20, 1 << 20, 500, 32, 1_000, 1_000);
      Seat seat = new Seat(index, 0);
      return new Worker(seat, new Topology(1), config, this, this::send, run);
    }

    /// The process dies with everything that is not durable.
    void die() {
      up = false;
      inputs.clear();
      peers.clear();
    }

    void startAgain() {
      up = true;
      worker = start();
      put(this, new Input.ViewChanged(view(BOTH)));
    }

    private void send(int to, List<Letter> letters) {
      for (Letter letter : letters) {
        switch (fate) {
          case COMES -> nodes.get(to).deliver(letter);
          case IS_LOST -> {}
          case COMES_TWICE -> {
            nodes.get(to).deliver(letter);
            nodes.get(to).deliver(letter);
          }
          case WAITS -> waiting.add(letter);
        }
      }
    }

    private void deliver(Letter letter) {
      if (up) {
        inputs.add(new Input.LetterCame(letter));
      }
    }

    private boolean takeOne() {
      if (inputs.isEmpty()) {
        return false;
      }
      worker.on(inputs.remove(), now);
      persist();
      return true;
    }

    private void tick() {
      if (up) {
        worker.tick(now, now);
        persist();
      }
    }

    private void persist() {
      Batch batch = worker.collect();
      worker.committed(batch.isEmpty() ? List.of() : logs.commit(batch), now);
    }

    Peer open(AccountId account) {
      Peer peer = new Peer(new SessionId(++sessions), account, this);
      peers.put(peer.session, peer);
      DeviceId device = NodeRig.deviceOf(account);
      long expires = now + NodeRig.TOKEN_MILLIS;
      TwoNodes.this.put(this, new Input.SessionOpened(peer.session, account, device, expires));
      return peer;
    }

    @Override
    public void write(SessionId session, Bytes frame) {
      Peer peer = peers.get(session);
      if (peer != null) {
        peer.frames.add(Frame.decode(frame));
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
      reads.add(request);
      inputs.add(new Input.ReadDone(request, ReadResult.read(logs, request, now)));
    }
  }

  final MemoryLogs logs = new MemoryLogs(Limits.RETENTION_MILLIS);
  final Map<Long, Frame> answers = new HashMap<>();
  final List<Node> nodes = new ArrayList<>();
  private final Queue<Letter> waiting = new ArrayDeque<>();
  private long sessions;
  private long views;
  long now = 1_800_000_000_000L;

  TwoNodes() {
    nodes.add(new Node(0));
    nodes.add(new Node(1));
    tellView(BOTH);
  }

  Node first() {
    return nodes.getFirst();
  }

  Node second() {
    return nodes.getLast();
  }

  /// An account that is at home there, the same one for the same number.
  AccountId accountAt(Node home, int number) {
    for (long low = 1_000L * number; ; low++) {
      AccountId account = new AccountId(1, low);
      home.open(account).hello();
      boolean isHome = home.reads.stream().anyMatch(read -> isOf(read, account));
      home.peers.keySet().forEach(id -> home.inputs.add(new Input.SessionClosed(id, account)));
      home.peers.clear();
      settle();
      if (isHome) {
        return account;
      }
    }
  }

  private static boolean isOf(ReadRequest read, AccountId wanted) {
    return read instanceof ReadRequest.LoadAccount(_, var account) && account.equals(wanted);
  }

  /// A conversation that is at home there.
  ConversationId conversationAt(Node home) {
    Peer anybody = home.open(accountAt(home, 99)).hello();
    for (long low = 1; ; low++) {
      ConversationId conversation = new ConversationId(7, low);
      anybody.says(new Typing(conversation, anybody.account, true));
      if (home.reads.stream().anyMatch(read -> isOf(read, conversation))) {
        return conversation;
      }
    }
  }

  private static boolean isOf(ReadRequest read, ConversationId wanted) {
    return read instanceof ReadRequest.LoadConversation(_, var conversation, _)
        && conversation.equals(wanted);
  }

  /// All nodes hear that the first so many of them live, and hear each other.
  void tellView(int living) {
    View view = view(living);
    nodes.stream().filter(n -> n.up).forEach(node -> put(node, new Input.ViewChanged(view)));
    pass(1_000);
  }

  View view(int living) {
    return viewOf(nodes.subList(0, living));
  }

  View viewOf(List<Node> living) {
    views++;
    return new View(views, living.stream().map(node -> new View.Node(node.index, 1)).toList());
  }

  void put(Node to, Input input) {
    to.inputs.add(input);
    settle();
  }

  /// What waited comes, the last first.
  void letGo() {
    List<Letter> late = new ArrayList<>(waiting).reversed();
    waiting.clear();
    late.forEach(letter -> nodes.get(letter.to().node()).deliver(letter));
    settle();
  }

  void pass(long millis) {
    for (long end = now + millis; now < end; ) {
      now += Worker.TICK_MILLIS;
      nodes.forEach(Node::tick);
      settle();
    }
  }

  private void settle() {
    while (first().takeOne() || second().takeOne()) {
      // As long as anybody has something to do.
    }
  }
}
