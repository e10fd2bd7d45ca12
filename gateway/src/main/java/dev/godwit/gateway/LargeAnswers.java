package dev.godwit.gateway;

import dev.godwit.wire.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Bodies of answers as they are written. Of a large one there is one copy outside the heap for all
/// connections of an event loop that write it at the same time: a thousand joiners of a large group
/// fetch the same welcome, and each socket would make a copy of its own.
final class LargeAnswers {
  /// Smaller bodies are copied by each socket.
  static final int BYTES_MIN = 64 * 1024;

  private final Map<EventExecutor, Latest> loops = new ConcurrentHashMap<>();

  /// The body, to be released by whoever writes it. To be called on the event loop.
  ByteBuf of(EventExecutor loop, Bytes body) {
    return body.size() < BYTES_MIN
        ? Unpooled.wrappedBuffer(body.shared())
        : loops.computeIfAbsent(loop, _ -> new Latest()).of(body);
  }

  /// The latest large body of an event loop. Only who writes it keeps the copy: the last one frees
  /// it, and after that it is never another's, since it comes from no pool.
  private static final class Latest {
    private Bytes body = Bytes.EMPTY;
    private ByteBuf copy = Unpooled.EMPTY_BUFFER;

    @SuppressWarnings(
        "ReferenceEquality") // equal bytes would be right as well, and dear to compare
    ByteBuf of(Bytes wanted) {
      if (body == wanted && copy.refCnt() > 0) {
        return copy.retainedDuplicate();
      }
      body = wanted;
      copy = Unpooled.directBuffer(wanted.size(), wanted.size()).writeBytes(wanted.shared());
      return copy.duplicate();
    }
  }
}
