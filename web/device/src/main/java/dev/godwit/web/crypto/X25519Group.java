package dev.godwit.web.crypto;

import dev.godwit.mls.crypto.DhKem;
import java.util.Optional;

/// X25519 (RFC 7748) as DHKEM wants it: any 32 bytes are a private key.
final class X25519Group implements DhKem.DhGroup {
  private static final int KEY_BYTES = 32;

  @Override
  public boolean isPrivateKey(byte[] candidate) {
    return candidate.length == KEY_BYTES;
  }

  @Override
  public byte[] publicKey(byte[] privateKey) {
    return Primitives.x25519PublicKey(privateKey);
  }

  /// Empty for an all-zero result (RFC 9180 §7.1.4).
  @Override
  public Optional<byte[]> agree(byte[] privateKey, byte[] publicKey) {
    return Primitives.answer(Primitives.x25519Agree(privateKey, publicKey));
  }
}
