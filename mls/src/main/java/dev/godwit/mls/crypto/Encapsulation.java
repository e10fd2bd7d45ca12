package dev.godwit.mls.crypto;

/// What `KEM.Encap` gives: the shared secret, and its encapsulation for the recipient (RFC 9180
/// §4).
public final class Encapsulation {
  private final byte[] sharedSecret;
  private final byte[] encapsulated;

  /// Takes over both arrays.
  public Encapsulation(byte[] sharedSecret, byte[] encapsulated) {
    this.sharedSecret = sharedSecret;
    this.encapsulated = encapsulated;
  }

  public byte[] sharedSecret() {
    return sharedSecret;
  }

  public byte[] encapsulated() {
    return encapsulated;
  }
}
