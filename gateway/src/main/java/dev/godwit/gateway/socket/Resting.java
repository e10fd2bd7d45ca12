package dev.godwit.gateway.socket;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The sockets of one event loop that are not read for a while, because a worker does not keep up
/// or their device sends faster than it may. The longest resting are read again first.
final class Resting {
  /// How long reading rests before it is tried again.
  private static final long REST_MILLIS = 10;

  private final EventLoop loop;
  private List<SocketHandler> sockets = new ArrayList<>();

  Resting(EventLoop loop) {
    this.loop = loop;
  }

  void add(SocketHandler socket) {
    if (sockets.isEmpty()) {
      awaitNext();
    }
    sockets.add(socket);
  }

  private void awaitNext() {
    var _ = loop.schedule(this::look, REST_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    List<SocketHandler> looked = sockets;
    sockets = new ArrayList<>();
    for (SocketHandler socket : looked) {
      if (!socket.readsOn()) {
        sockets.add(socket);
      }
    }
    if (!sockets.isEmpty()) {
      awaitNext();
    }
  }
}
