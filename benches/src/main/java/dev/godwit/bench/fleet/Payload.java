package dev.godwit.bench.fleet;

import dev.godwit.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// Stands for a ciphertext: the sender's number, when it was due, and random bytes behind.
final class Payload {
  private static final int NUMBER_AT = 0;
  private static final int DUE_AT = NUMBER_AT + Integer.BYTES;

  /// The smallest payload, in bytes.
  static final int BYTES_MIN = DUE_AT + Long.BYTES;

  private final byte[] template;

  Payload(int bytes, long seed) {
    if (bytes < BYTES_MIN) {
      throw new IllegalArgumentException("A payload has at least " + BYTES_MIN + " bytes");
    }
    template = new byte[bytes];
    new SplittableRandom(seed).nextBytes(template);
  }

  Bytes make(int number, long dueNanos) {
    byte[] bytes = template.clone();
    ByteBuffer.wrap(bytes).putInt(NUMBER_AT, number).putLong(DUE_AT, dueNanos);
    return Bytes.owned(bytes);
  }

  static int number(Bytes payload) {
    return ByteBuffer.wrap(payload.shared()).getInt(NUMBER_AT);
  }

  static long dueNanos(Bytes payload) {
    return ByteBuffer.wrap(payload.shared()).getLong(DUE_AT);
  }
}
