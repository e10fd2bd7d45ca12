package dev.godwit.web.crypto;

import dev.godwit.mls.crypto.DhKem;
import java.util.Optional;

/// NIST P-256 as DHKEM wants it: uncompressed points, the x coordinate as the shared secret.
final class P256Group implements DhKem.DhGroup {
  @Override
  public boolean isPrivateKey(byte[] candidate) {
    return Primitives.p256IsPrivateKey(candidate);
  }

  @Override
  public byte[] publicKey(byte[] privateKey) {
    return Primitives.p256PublicKey(privateKey);
  }

  @Override
  public Optional<byte[]> agree(byte[] privateKey, byte[] publicKey) {
    return Primitives.p256IsPublicKey(publicKey)
        ? Primitives.answer(Primitives.p256Agree(privateKey, publicKey))
        : Optional.empty();
  }
}
