package dev.godwit.device.trust;

import dev.godwit.mls.crypto.CipherSuite;

/// The one cipher suite of all groups and signatures.
public final class Suite {
  public static final CipherSuite SUITE = CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519;

  /// An Ed25519 key.
  public static final int KEY_BYTES = 32;

  private Suite() {}
}
