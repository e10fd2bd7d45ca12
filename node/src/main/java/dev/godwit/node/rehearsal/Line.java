package dev.godwit.node.rehearsal;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.Frame;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A device's end of a WebSocket; what came waits in a queue.
final class Line implements WebSocket.Listener {
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private volatile @Nullable WebSocket socket;

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(1);
  }

  void send(Frame frame) {
    WebSocket opened = socket;
    if (opened != null) {
      opened.sendBinary(ByteBuffer.wrap(Frame.encode(frame).shared()), true).join();
    }
  }

  /// The next frame of this kind that is `wanted`; others before it are passed over.
  <T extends Frame> T await(Class<T> kind, Predicate<T> wanted) throws InterruptedException {
    long end = System.nanoTime() + Wire.PATIENCE.toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      Frame frame = frames.poll(left, TimeUnit.NANOSECONDS);
      if (kind.isInstance(frame) && wanted.test(kind.cast(frame))) {
        return kind.cast(frame);
      }
    }
    throw new IllegalStateException("The node did not answer the rehearsal");
  }

  <T extends Frame> T await(Class<T> kind) throws InterruptedException {
    return await(kind, _ -> true);
  }

  /// Goes without a word, as those do who lose their network.
  void cut() {
    WebSocket opened = socket;
    if (opened != null) {
      opened.abort();
    }
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
}
