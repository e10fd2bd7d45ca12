package dev.godwit.mls.jvm;

import dev.godwit.mls.crypto.DhKem;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// X25519 (RFC 7748) as DHKEM wants it: any 32 bytes are a private key.
final class X25519Group implements DhKem.DhGroup {
  @Override
  public boolean isPrivateKey(byte[] candidate) {
    return candidate.length == X25519.SCALAR_SIZE;
  }

  @Override
  public byte[] publicKey(byte[] privateKey) {
    byte[] publicKey = new byte[X25519.POINT_SIZE];
    X25519.scalarMultBase(privateKey, 0, publicKey, 0);
    return publicKey;
  }

  /// Empty for an all-zero result (RFC 9180 §7.1.4).
  @Override
  public Optional<byte[]> agree(byte[] privateKey, byte[] publicKey) {
    if (publicKey.length != X25519.POINT_SIZE || privateKey.length != X25519.SCALAR_SIZE) {
      return Optional.empty();
    }
    byte[] shared = new byte[X25519.POINT_SIZE];
    boolean fine = X25519.calculateAgreement(privateKey, 0, publicKey, 0, shared, 0);
    return fine ? Optional.of(shared) : Optional.empty();
  }
}
