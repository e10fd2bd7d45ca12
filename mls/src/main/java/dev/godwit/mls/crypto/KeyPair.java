package dev.godwit.mls.crypto;

import java.util.Arrays;

/// A public key with its private key, of a KEM or of a signature scheme, in the raw encodings of
/// RFC 9420 §5.1.1: X25519 and Ed25519 32 bytes each (the Ed25519 private key is the seed), P-256
/// an uncompressed point and a big-endian scalar of 32 bytes.
public final class KeyPair {
  private final byte[] publicKey;
  private final byte[] privateKey;

  /// Takes over both arrays.
  public KeyPair(byte[] publicKey, byte[] privateKey) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /// The public key itself, not a copy: not to be changed.
  public byte[] publicKey() {
    return publicKey;
  }

  /// The private key itself, not a copy: not to be changed.
  public byte[] privateKey() {
    return privateKey;
  }

  /// Overwrites the private key. The pair is of no use afterwards.
  public void wipe() {
    Arrays.fill(privateKey, (byte) 0);
  }
}
