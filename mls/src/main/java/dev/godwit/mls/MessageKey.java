package dev.godwit.mls;

import java.util.Arrays;

/// The key and nonce of one message (RFC 9420 §9.1), before the reuse guard.
final class MessageKey {
  private static final int GUARD_BYTES = 4;

  private final int generation;
  private final byte[] key;
  private final byte[] nonce;

  MessageKey(int generation, byte[] key, byte[] nonce) {
    this.generation = generation;
    this.key = key;
    this.nonce = nonce;
  }

  static MessageKey read(Reader in) {
    return new MessageKey(in.uint32(), in.vector(), in.vector());
  }

  void write(Writer out) {
    out.uint32(generation).vector(key).vector(nonce);
  }

  int generation() {
    return generation;
  }

  byte[] key() {
    return key;
  }

  byte[] nonce() {
    return nonce;
  }

  /// The nonce with the sender's random guard in its first four bytes (§6.3.1).
  byte[] guardedNonce(byte[] guard) {
    byte[] guarded = nonce.clone();
    for (int i = 0; i < GUARD_BYTES; i++) {
      guarded[i] ^= guard[i];
    }
    return guarded;
  }

  void wipe() {
    Arrays.fill(key, (byte) 0);
    Arrays.fill(nonce, (byte) 0);
  }
}
