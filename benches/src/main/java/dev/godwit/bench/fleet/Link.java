package dev.godwit.bench.fleet;

import dev.godwit.wire.Frame;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import dev.godwit.wire.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device's way to the node, if there is one: without it, what is sent is dropped.
final class Link {
  private @Nullable Socket socket;

  /// Begins the session of a device that has nothing yet.
  void open(Socket opened) {
    open(opened, 0, List.of());
  }

  /// Begins the session of a device that has come that far.
  void open(Socket opened, long accountSequence, List<Position> positions) {
    socket = opened;
    int window = Limits.SESSION_WINDOW_ENTRIES_MAX;
    int version = Limits.PROTOCOL_VERSION;
    send(new Hello(version, "bench", accountSequence, positions, window, 0));
    flush();
  }

  /// Writes a frame; it leaves with the next [#flush].
  void send(Frame frame) {
    if (socket != null) {
      socket.send(frame);
    }
  }

  void flush() {
    if (socket != null) {
      socket.flush();
    }
  }

  void heartbeat() {
    send(new Heartbeat(0));
    flush();
  }

  void close() {
    if (socket != null) {
      socket.close();
    }
  }
}
