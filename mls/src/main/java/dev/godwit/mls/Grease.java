package dev.godwit.mls;

import dev.godwit.mls.crypto.Crypto;

/// Reserved values that others must ignore, at random (RFC 9420 §13.5).
final class Grease {
  private static final int STEP = 0x1010;
  private static final int FIRST = 0x0a0a;
  private static final int COUNT = 15;

  private final Crypto crypto;

  Grease(Crypto crypto) {
    this.crypto = crypto;
  }

  /// One of 0x0A0A, 0x1A1A, … 0xEAEA.
  int value() {
    return FIRST + STEP * ((crypto.random(1)[0] & 0xff) % COUNT);
  }

  /// An extension of a reserved type with a few random bytes.
  Extension extension() {
    return new Extension(value(), Bytes.wrap(crypto.random(1 + (crypto.random(1)[0] & 0x7))));
  }
}
