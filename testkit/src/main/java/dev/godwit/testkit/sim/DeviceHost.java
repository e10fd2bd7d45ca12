package dev.godwit.testkit.sim;

import dev.godwit.device.session.Backoff;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Frame;
import java.util.Optional;

/// What is around a simulated device, whatever it is inside: its connection, its timer, its
/// crashes.
abstract class DeviceHost implements Connection.Device {
  private static final long TICK_MILLIS = 250;
  private static final long RECONNECT_MILLIS_MAX = 1_500;
  private static final int SLOW_FRAME_MILLIS = 200;

  private final World world;
  private final Nodes nodes;
  private final Judge judge;
  private final int delayMillis;
  private final Backoff backoff = new Backoff(() -> 0, "");
  private Optional<Connection> connection = Optional.empty();
  private long connectedMillis;
  private boolean running = true;
  private boolean ended;
  private boolean slow;
  private long skewMillis;
  private int fasterPerMille;

  /// @param delayMillis how long a frame is under way at most
  /// @param skewMillis what the device's clock shows beside the node's
  DeviceHost(World world, Nodes nodes, Judge judge, int delayMillis, long skewMillis) {
    this.world = world;
    this.nodes = nodes;
    this.judge = judge;
    this.delayMillis = delayMillis;
    this.skewMillis = skewMillis;
    world.after(world.below(100), this::connect);
    world.after(world.below((int) TICK_MILLIS), this::tick);
  }

  // --- What the device is ---

  abstract AccountId account();

  abstract DeviceId id();

  abstract void connected();

  abstract void disconnected();

  abstract void received(Frame frame);

  /// Time has passed; true when the device gives the connection up.
  abstract boolean ticked();

  /// The process ended and has started again, with what was stored.
  abstract void restarted();

  // --- For the others ---

  Optional<Connection> connection() {
    return connection;
  }

  boolean isRunning() {
    return running;
  }

  /// The device's clock shows so much more or less than the world's, and runs faster by so much.
  void clock(long aheadMillis, int perMille) {
    skewMillis = aheadMillis;
    fasterPerMille = perMille;
  }

  /// What the device's clock shows.
  long now() {
    return world.wallMillis() + skewMillis + world.now() * fasterPerMille / 1_000;
  }

  /// The device is gone for good.
  void end() {
    world.trace().add(world.now(), "device ended", id());
    ended = true;
    running = false;
    connection.ifPresent(Connection::closeByDevice);
    connection = Optional.empty();
  }

  boolean hasEnded() {
    return ended;
  }

  /// The device takes long for each frame, or does so no longer. It connects anew for that.
  void slow(boolean now) {
    if (slow != now) {
      slow = now;
      connection.ifPresent(open -> open.cut(true, true));
    }
  }

  /// The device loses what it has not stored and what it has not sent, and starts again.
  void crash(long downMillis) {
    if (!running) {
      return;
    }
    world.trace().add(world.now(), "device crashed", id());
    running = false;
    connection.ifPresent(Connection::closeByDevice);
    connection = Optional.empty();
    world.after(
        downMillis,
        () -> {
          if (!ended) {
            running = true;
            restarted();
            connect();
          }
        });
  }

  /// The device closes the connection and opens another.
  void connectAnew() {
    connection.ifPresent(Connection::closeByDevice);
    connection = Optional.empty();
    disconnected();
    reconnect();
  }

  void send(Frame frame) {
    connection.ifPresent(to -> to.toNode(frame));
  }

  private void connect() {
    if (!running || connection.isPresent()) {
      return;
    }
    int frameMillis = slow ? SLOW_FRAME_MILLIS : 0;
    connection = nodes.connect(this, account(), id(), delayMillis, frameMillis);
    if (connection.isPresent()) {
      connectedMillis = world.now();
      judge.onConnected(id());
      connected();
    } else {
      reconnect();
    }
  }

  private void reconnect() {
    world.after(world.between(0, RECONNECT_MILLIS_MAX), this::connect);
  }

  private void tick() {
    if (running && ticked()) {
      world.trace().add(world.now(), "node is silent", id());
      connectAnew();
    }
    if (!ended) {
      world.after(TICK_MILLIS, this::tick);
    }
  }

  /// Whether the node closes with this code because the device has ended.
  boolean isEnd(CloseCode code) {
    return false;
  }

  @Override
  public void onFrame(Connection from, Frame frame) {
    if (connection.isPresent() && connection.get().equals(from)) {
      received(frame);
    }
  }

  @Override
  public void onClosed(Connection from, CloseCode code) {
    if (isEnd(code)) {
      end();
      return;
    }
    boolean stays = backoff.staysAway(Optional.of(code), world.now() - connectedMillis);
    if (stays || code == CloseCode.INTERNAL) {
      throw new AssertionError("a device that keeps to the protocol is not closed: " + code);
    }
    onLost(from);
  }

  @Override
  public void onLost(Connection from) {
    if (connection.isPresent() && connection.get().equals(from)) {
      connection = Optional.empty();
      disconnected();
      reconnect();
    }
  }
}
