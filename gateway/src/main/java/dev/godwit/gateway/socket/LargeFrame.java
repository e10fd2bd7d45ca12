package dev.godwit.gateway.socket;

import dev.godwit.wire.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/// The large frame that is being written, in the one copy from which all sockets write it: the
/// commits of large groups go to thousands. For one event loop.
final class LargeFrame {
  /// Smaller frames are copied for each socket, together with what else goes to it.
  static final int BYTES_MIN = 8 * 1024;

  private Bytes frame = Bytes.EMPTY;
  private ByteBuf copy = Unpooled.EMPTY_BUFFER;

  /// To be written once, or released. Frames that go to many come one behind the other.
  @SuppressWarnings("ReferenceEquality") // equal bytes would be right as well, and dear to compare
  ByteBuf of(Bytes wanted, ByteBufAllocator allocator) {
    if (frame != wanted) {
      release();
      frame = wanted;
      copy = allocator.directBuffer(wanted.size()).writeBytes(wanted.shared());
    }
    return copy.retainedDuplicate();
  }

  /// Whoever has not sent it yet keeps it alive.
  void release() {
    copy.release();
    copy = Unpooled.EMPTY_BUFFER;
    frame = Bytes.EMPTY;
  }
}
