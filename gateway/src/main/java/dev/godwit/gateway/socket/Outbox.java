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
/// Workers put; the loop takes all that has come, and flushes each socket once. So a busy node
/// makes few system calls, and an idle one sends at once. What lies here is bounded by the windows
/// of the sessions, and is moved to the sockets, whose bytes are limited, within one turn of the
/// loop.
final class Outbox {
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
    items.drain(this::apply);
    large.release();
    written.forEach(SocketHandler::flush);
    written.clear();
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
