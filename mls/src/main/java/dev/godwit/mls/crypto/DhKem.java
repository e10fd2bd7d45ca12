package dev.godwit.mls.crypto;

import java.util.Optional;

/// DHKEM (RFC 9180 §4.1) on a bare Diffie-Hellman group, for the platforms to build their KEM upon.
public final class DhKem {
  /// A Diffie-Hellman group in the encodings of RFC 9180 §7.1.
  public interface DhGroup {
    /// Whether the bytes are a private key; a random candidate may be none.
    boolean isPrivateKey(byte[] candidate);

    byte[] publicKey(byte[] privateKey);

    /// The shared secret: empty when the public key is none, or the result is all zero (§7.1.4).
    Optional<byte[]> agree(byte[] privateKey, byte[] publicKey);
  }

  private static final int CANDIDATES_MAX = 256;
  private static final byte[] NOTHING = new byte[0];

  private final Crypto crypto;
  private final CipherSuite suite;
  private final DhGroup group;
  private final Labeled labeled;

  public DhKem(Crypto crypto, CipherSuite suite, DhGroup group) {
    this.crypto = crypto;
    this.suite = suite;
    this.group = group;
    this.labeled = Labeled.kem(crypto, suite);
  }

  /// `DeriveKeyPair` (RFC 9180 §7.1.3).
  public KeyPair deriveKeyPair(byte[] ikm) {
    byte[] prk = labeled.extract("dkp_prk", ikm);
    byte[] privateKey =
        switch (suite.kem()) {
          case X25519 -> labeled.expand(prk, "sk", NOTHING, suite.kem().privateKeyBytes());
          case P256 -> firstCandidate(prk);
        };
    return new KeyPair(group.publicKey(privateKey), privateKey);
  }

  private byte[] firstCandidate(byte[] prk) {
    for (int counter = 0; counter < CANDIDATES_MAX; counter++) {
      byte[] info = {(byte) counter};
      byte[] candidate = labeled.expand(prk, "candidate", info, suite.kem().privateKeyBytes());
      if (group.isPrivateKey(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException("no private key among 256 candidates");
  }

  /// `Encap` with a fresh ephemeral key.
  public Optional<Encapsulation> encapsulate(byte[] publicKey) {
    return encapsulate(publicKey, freshIkm());
  }

  /// What an ephemeral key is derived from: random, and for one [#encapsulate].
  public byte[] freshIkm() {
    return crypto.random(suite.kem().privateKeyBytes());
  }

  /// `Encap` with the ephemeral key that is derived from [#freshIkm].
  public Optional<Encapsulation> encapsulate(byte[] publicKey, byte[] ikm) {
    KeyPair ephemeral = deriveKeyPair(ikm);
    byte[] encapsulated = ephemeral.publicKey();
    return group
        .agree(ephemeral.privateKey(), publicKey)
        .map(dh -> new Encapsulation(sharedSecret(dh, encapsulated, publicKey), encapsulated));
  }

  /// `Decap`.
  public Optional<byte[]> decapsulate(byte[] encapsulated, KeyPair recipient) {
    return group
        .agree(recipient.privateKey(), encapsulated)
        .map(dh -> sharedSecret(dh, encapsulated, recipient.publicKey()));
  }

  private byte[] sharedSecret(byte[] dh, byte[] encapsulated, byte[] publicKey) {
    byte[] context = Labeled.concat(encapsulated, publicKey);
    byte[] prk = labeled.extract("eae_prk", dh);
    return labeled.expand(prk, "shared_secret", context, suite.hashBytes());
  }
}
