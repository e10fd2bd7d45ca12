package dev.godwit.client;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MalformedFrame;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/// One WebSocket: frames in, one by one, and frames out in their order.
///
/// The next frame is asked for when the last one was taken, so a slow device slows the node down
/// and nothing piles up here.
final class Socket implements WebSocket.Listener {
  /// Frames to send that the network has not taken yet; with more the connection is given up, since
  /// the machine sends again whatever matters.
  static final int OUTGOING_FRAMES_MAX = 4_096;

  /// The code of a connection that ended without one (RFC 6455 §7.1.5).
  static final int NO_CODE = 1006;

  /// Who gets what comes in.
  interface Receiver {
    /// Returns when the frame was taken.
    void onFrame(Frame frame);

    /// A part of a large frame came. Must not block.
    void onPart();

    /// Once. Must not block.
    void onClosed(int code);
  }

  private final Receiver receiver;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Frame> outgoing = new ArrayDeque<>();
  private CompletableFuture<Boolean> flushed = new CompletableFuture<>();
  private boolean sending;
  private boolean closed;
  private volatile Optional<WebSocket> opened = Optional.empty();
  private byte[] partial = new byte[0];

  Socket(Receiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public void onOpen(WebSocket socket) {
    opened = Optional.of(socket);
    if (isClosed()) {
      socket.abort();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// Asks for the first frame.
  void start() {
    opened.ifPresent(socket -> socket.request(1));
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    if (partial.length + data.remaining() > Limits.FRAME_BYTES_MAX) {
      abort();
      return CompletableFuture.completedStage(null);
    }
    byte[] joined = Arrays.copyOf(partial, partial.length + data.remaining());
    data.get(joined, partial.length, data.remaining());
    partial = last ? new byte[0] : joined;
    if (last) {
      deliver(Bytes.owned(joined));
    } else {
      receiver.onPart();
    }
    socket.request(1);
    return CompletableFuture.completedStage(null);
  }

  private void deliver(Bytes message) {
    try {
      receiver.onFrame(Frame.decode(message));
    } catch (MalformedFrame | GodwitException e) {
      abort();
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    close(code);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    close(NO_CODE);
  }

  /// Sends when the frames before it have gone; silently not when the connection is gone.
  void send(Frame frame) {
    boolean full;
    lock.lock();
    try {
      full = outgoing.size() >= OUTGOING_FRAMES_MAX;
      if (!closed && !full) {
        outgoing.add(frame);
      }
    } finally {
      lock.unlock();
    }
    if (full) {
      abort();
    } else {
      opened.ifPresent(this::sendNext);
    }
  }

  private void sendNext(WebSocket socket) {
    Frame next;
    lock.lock();
    try {
      next = sending || closed ? null : outgoing.poll();
      sending |= next != null;
    } finally {
      lock.unlock();
    }
    if (next != null) {
      var unused =
          socket
              .sendBinary(ByteBuffer.wrap(Frame.encode(next).shared()), true)
              .whenComplete((_, failure) -> onSent(socket, failure != null));
    }
  }

  private void onSent(WebSocket socket, boolean failed) {
    lock.lock();
    try {
      sending = false;
      if (outgoing.isEmpty()) {
        CompletableFuture<Boolean> done = flushed;
        flushed = new CompletableFuture<>();
        done.complete(true);
      }
    } finally {
      lock.unlock();
    }
    if (failed) {
      abort();
    } else {
      sendNext(socket);
    }
  }

  /// Ends the connection when what was to be sent has gone, or after the timeout. Blocks.
  void leave(Duration timeout) {
    try {
      flushed().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (opened.isPresent()) {
        opened
            .get()
            .sendClose(WebSocket.NORMAL_CLOSURE, "")
            .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException _) {
      // The connection is gone or stuck: there is nobody to say goodbye to.
    }
    abort();
  }

  private CompletableFuture<Boolean> flushed() {
    lock.lock();
    try {
      if (closed || (!sending && outgoing.isEmpty())) {
        return CompletableFuture.completedFuture(true);
      }
      return flushed;
    } finally {
      lock.unlock();
    }
  }

  /// Ends the connection at once.
  void abort() {
    opened.ifPresent(WebSocket::abort);
    close(NO_CODE);
  }

  private void close(int code) {
    boolean first;
    lock.lock();
    try {
      first = !closed;
      closed = true;
      outgoing.clear();
    } finally {
      lock.unlock();
    }
    if (first) {
      receiver.onClosed(code);
    }
  }
}
