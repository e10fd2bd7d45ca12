package dev.godwit.testkit.sim;

import dev.godwit.core.session.SessionId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.Frame;

/// One WebSocket: an ordered stream each way that may be cut at any point, with what is under way
/// lost. Either side may take long to notice.
final class Connection {
  /// The device's side.
  interface Device {
    void onFrame(Connection from, Frame frame);

    void onClosed(Connection from, CloseCode code);

    /// The connection is gone without a word.
    void onLost(Connection from);
  }

  /// The node's side.
  interface Node {
    void onFrame(Connection from, Frame frame);

    void onLost(Connection from);
  }

  private final World world;
  private final SessionId session;
  private final Device device;
  private final Node node;
  private final int delayMillisMax;
  private final int perFrameMillis;
  private long lastUpMillis;
  private long lastDownMillis;
  private boolean gone;
  private boolean upBlocked;
  private boolean downBlocked;

  /// @param delayMillisMax how long a frame is under way at most
  /// @param perFrameMillis how long the device takes to read one frame
  Connection(
      World world,
      SessionId session,
      Device device,
      Node node,
      int delayMillisMax,
      int perFrameMillis) {
    this.world = world;
    this.session = session;
    this.device = device;
    this.node = node;
    this.delayMillisMax = delayMillisMax;
    this.perFrameMillis = perFrameMillis;
  }

  SessionId session() {
    return session;
  }

  boolean isGone() {
    return gone;
  }

  void toNode(Frame frame) {
    Bytes bytes = Frame.encode(frame);
    lastUpMillis = Math.max(lastUpMillis, world.now() + delay());
    world.inOrderAt(
        lastUpMillis,
        () -> {
          if (!gone && !upBlocked) {
            node.onFrame(this, Frame.decode(bytes));
          }
        });
  }

  void toDevice(Bytes bytes) {
    lastDownMillis = Math.max(lastDownMillis + perFrameMillis, world.now() + delay());
    world.inOrderAt(
        lastDownMillis,
        () -> {
          if (!gone && !downBlocked) {
            device.onFrame(this, Frame.decode(bytes));
          }
        });
  }

  private long delay() {
    return world.between(0, delayMillisMax);
  }

  /// The node closes, after what it has written.
  void closeByNode(CloseCode code) {
    lastDownMillis = Math.max(lastDownMillis, world.now() + delay());
    world.inOrderAt(
        lastDownMillis,
        () -> {
          if (!gone && !downBlocked) {
            gone = true;
            device.onClosed(this, code);
          }
        });
  }

  /// The device closes; what it has sent may be lost.
  void closeByDevice() {
    cut(true, false);
  }

  /// From now on nothing arrives any more in one direction, and nobody is told.
  void block(boolean up) {
    upBlocked |= up;
    downBlocked |= !up;
  }

  /// The network cuts it. Who notices does so soon; who does not has to find out by silence.
  void cut(boolean nodeNotices, boolean deviceNotices) {
    if (gone) {
      return;
    }
    gone = true;
    if (nodeNotices) {
      world.after(delay(), () -> node.onLost(this));
    }
    if (deviceNotices) {
      world.after(delay(), () -> device.onLost(this));
    }
  }
}
