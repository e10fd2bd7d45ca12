package dev.godwit.node;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import dev.godwit.wire.Opened;
import dev.godwit.wire.Position;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A device's end of a WebSocket; frames that came wait in a queue.
final class TestSocket implements WebSocket.Listener {
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final WebSocket socket;

  private TestSocket(TestNode node, String token) {
    URI uri = URI.create("ws://localhost:" + node.port() + "/v1/socket");
    WebSocket.Builder builder = node.http.newWebSocketBuilder();
    if (!token.isEmpty()) {
      builder.header("Authorization", "Bearer " + token);
    }
    this.socket = builder.connectTimeout(TestNode.PATIENCE).buildAsync(uri, this).join();
  }

  /// Throws a [CompletionException] when the node refuses.
  static TestSocket connect(TestNode node, String token) {
    return new TestSocket(node, token);
  }

  /// A session that was opened, at the start of everything.
  static TestSocket open(TestNode node, TestNode.Signed who, Position... positions) {
    TestSocket socket = connect(node, who.accessToken());
    socket.send(
        new Hello(
            Limits.PROTOCOL_VERSION,
            "test",
            0,
            List.of(positions),
            Limits.SESSION_WINDOW_ENTRIES_MAX,
            0));
    socket.await(Opened.class);
    return socket;
  }

  void send(Frame frame) {
    send(Frame.encode(frame));
  }

  void send(Bytes bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes.shared()), true).join();
  }

  /// A part of a frame that is never finished.
  void sendPiece(byte[] frame, int from, int bytes) {
    socket.sendBinary(ByteBuffer.wrap(frame, from, bytes), false).join();
  }

  /// For what the node may refuse before it has read all of it.
  void trySend(Bytes bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes.shared()), true).exceptionally(_ -> socket).join();
  }

  void sendText(String text) {
    socket.sendText(text, true).join();
  }

  /// The next frame of this kind; others before it are passed over.
  <T extends Frame> T await(Class<T> kind) {
    return kind.cast(await(kind::isInstance));
  }

  Frame await(Predicate<Frame> wanted) {
    try {
      long end = System.nanoTime() + TestNode.PATIENCE.toNanos();
      for (long left = TestNode.PATIENCE.toNanos(); left > 0; left = end - System.nanoTime()) {
        Frame frame = frames.poll(left, TimeUnit.NANOSECONDS);
        if (frame != null && wanted.test(frame)) {
          return frame;
        }
      }
      throw new AssertionError("the frame did not come");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// The code with which the node closed.
  int awaitClose() throws Exception {
    return closed.get(TestNode.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  void abort() {
    socket.abort();
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    partial.writeBytes(bytes);
    if (last) {
      frames.add(Frame.decode(Bytes.owned(partial.toByteArray())));
      partial.reset();
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closed.completeExceptionally(failure);
  }
}
