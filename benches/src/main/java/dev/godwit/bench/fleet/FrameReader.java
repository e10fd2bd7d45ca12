package dev.godwit.bench.fleet;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// Takes apart what a node sends: whole, unmasked frames (RFC 6455 section 5.2). The generator
/// shares the processors with the node, and the library's decoder, which is made for any peer,
/// costs more than all that a device does with a message.
final class FrameReader {
  private static final int FINAL_BINARY = 0x82;
  private static final int FINAL_CLOSE = 0x88;
  private static final int NO_CODE = 1005;
  private static final int LENGTH_OF_16_BITS = 126;
  private static final int LENGTH_OF_64_BITS = 127;
  private static final int HEADER_BYTES = 2;
  private static final int FRAME_BYTES_MAX = 2 * 1_048_576;

  private final Into into;

  /// The beginning of a frame that is not whole yet.
  private @Nullable ByteBuf part;

  /// Where frames go.
  interface Into {
    void onBinary(byte[] content);

    void onClose(int code);
  }

  FrameReader(Into into) {
    this.into = into;
  }

  /// Takes bytes as they came, and releases them. Throws [BenchFailure] on what no node sends.
  void read(ByteBuf bytes, ByteBufAllocator allocator) {
    ByteBuf before = part;
    try {
      if (before == null) {
        takeFrames(bytes);
        part = bytes.isReadable() ? allocator.heapBuffer().writeBytes(bytes) : null;
      } else {
        takeFrames(before.writeBytes(bytes));
        before.discardReadBytes();
      }
    } finally {
      bytes.release();
    }
    if (part != null && !part.isReadable()) {
      close();
    }
  }

  private void takeFrames(ByteBuf input) {
    boolean more = true;
    while (more) {
      more = takeFrame(input);
    }
  }

  /// Forgets a frame that is not whole.
  void close() {
    if (part != null) {
      part.release();
      part = null;
    }
  }

  /// Answers whether there was a whole frame.
  private boolean takeFrame(ByteBuf input) {
    if (input.readableBytes() < HEADER_BYTES) {
      return false;
    }
    int start = input.readerIndex();
    int size = input.getUnsignedByte(start + 1);
    int header = HEADER_BYTES + extensionBytes(size);
    if (input.readableBytes() < header) {
      return false;
    }
    long length = length(input, start + HEADER_BYTES, size);
    if (length > FRAME_BYTES_MAX) {
      throw new BenchFailure("The node sent a frame of " + length + " bytes");
    }
    if (input.readableBytes() - header < length) {
      return false;
    }
    byte[] content = new byte[(int) length];
    input.skipBytes(header).readBytes(content);
    take(input.getUnsignedByte(start), content);
    return true;
  }

  private static int extensionBytes(int size) {
    return switch (size) {
      case LENGTH_OF_16_BITS -> Short.BYTES;
      case LENGTH_OF_64_BITS -> Long.BYTES;
      default -> 0;
    };
  }

  private static long length(ByteBuf input, int at, int size) {
    return switch (size) {
      case LENGTH_OF_16_BITS -> input.getUnsignedShort(at);
      case LENGTH_OF_64_BITS -> input.getLong(at);
      default -> size;
    };
  }

  private void take(int kind, byte[] content) {
    switch (kind) {
      case FINAL_BINARY -> into.onBinary(content);
      case FINAL_CLOSE -> into.onClose(code(content));
      default -> throw new BenchFailure("The node sent a WebSocket frame of kind " + kind);
    }
  }

  private static int code(byte[] content) {
    return content.length < Short.BYTES
        ? NO_CODE
        : Byte.toUnsignedInt(content[0]) << Byte.SIZE | Byte.toUnsignedInt(content[1]);
  }
}
