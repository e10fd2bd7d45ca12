package dev.godwit.gateway.socket;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.MpscUnboundedArrayQueue;

/// What workers want to send over the sockets of one event loop.
///
/// Workers put; the loop takes what has come, and flushes each socket once. So a busy node makes
/// few system calls, and an idle one sends at once. What lies here is bounded by the windows of
/// the sessions, and is moved to the sockets, whose bytes are limited, within the next turns of
/// the loop.
final class Outbox {
  /// Items taken in one turn of the loop, so that it gets to read between them.
  static final int TURN_ITEMS_MAX = 4_096;

  private static final int CHUNK_ITEMS = 1_024;

  /// What to do with one socket.
  sealed interface Item {
    SocketHandler socket();
  }

  record Write(SocketHandler socket, Bytes frame) implements Item {}

  record Close(SocketHandler socket, CloseCode code) implements Item {}

  private final EventLoop loop;
  private final MpscUnboundedArrayQueue<Item> items = new MpscUnboundedArrayQueue<>(CHUNK_ITEMS);
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final List<SocketHandler> written = new ArrayList<>();
  private final LargeFrame large = new LargeFrame();

  Outbox(EventLoop loop) {
    this.loop = loop;
  }

  /// From any thread.
  void put(Item item) {
    items.add(item);
    wake();
  }

  private void wake() {
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      schedule();
    }
  }

  private void schedule() {
    try {
      loop.execute(this::drain);
    } catch (RejectedExecutionException _) {
      items.clear(); // the loop has ended, and with it all its sockets
    }
  }

  private void drain() {
    scheduled.set(false);
    items.drain(this::apply, TURN_ITEMS_MAX);
    large.release();
    written.forEach(SocketHandler::flush);
    written.clear();
    // Whoever put what is left has seen that a turn was coming, and nobody else may put anything.
    if (!items.isEmpty()) {
      wake();
    }
  }

  private void apply(Item item) {
    switch (item) {
      case Write(var socket, var frame) -> {
        if (socket.append(frame, large)) {
          written.add(socket);
        }
      }
      case Close(var socket, var code) -> socket.closeAfterWrites(code);
    }
  }
}
