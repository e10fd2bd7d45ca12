package dev.godwit.mls.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The primitives of the cipher suites, synchronous, and the only source of randomness.
///
/// There is one implementation per platform. Keys of a wrong length or shape are an ordinary answer
/// (`false`, empty), never an exception, since they come from others.
public interface Crypto {
  /// Whether this platform has all the primitives of the suite.
  boolean supports(CipherSuite suite);

  /// Fresh bytes from the platform's cryptographic generator.
  byte[] random(int length);

  /// `Hash`: 32 bytes for all suites of today.
  byte[] hash(CipherSuite suite, byte[] input);

  /// HMAC with the suite's hash; also `MAC` of RFC 9420 §5.1 and the ground of HKDF.
  byte[] hmac(CipherSuite suite, byte[] key, byte[] input);

  /// `AEAD.Seal`: the ciphertext with its tag behind it.
  byte[] seal(CipherSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] plaintext);

  /// `AEAD.Open`: empty when the tag is wrong.
  Optional<byte[]> open(CipherSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] ciphertext);

  /// Whether the bytes are a public key of the suite's KEM (RFC 9180 §7.1.4).
  boolean isKemPublicKey(CipherSuite suite, byte[] publicKey);

  /// `KEM.DeriveKeyPair` (RFC 9180 §7.1.3).
  KeyPair deriveKemKeyPair(CipherSuite suite, byte[] ikm);

  /// `KEM.Encap` with fresh randomness (RFC 9180 §4): empty when the public key is none.
  Optional<Encapsulation> encapsulate(CipherSuite suite, byte[] publicKey);

  /// [#encapsulate] to each of these keys, in their order, on as many processors as the platform
  /// likes: empty when one of the keys is none.
  default Optional<List<Encapsulation>> encapsulateAll(CipherSuite suite, List<byte[]> publicKeys) {
    List<Encapsulation> all = new ArrayList<>();
    for (byte[] publicKey : publicKeys) {
      encapsulate(suite, publicKey).ifPresent(all::add);
    }
    return all.size() == publicKeys.size() ? Optional.of(all) : Optional.empty();
  }

  /// `KEM.Decap` (RFC 9180 §4): empty when the encapsulation is none.
  Optional<byte[]> decapsulate(CipherSuite suite, byte[] encapsulated, KeyPair recipient);

  /// A fresh key pair of the signature scheme.
  KeyPair generateSignatureKeyPair(CipherSuite suite);

  /// `Signature.Sign` (RFC 9420 §5.1.2): Ed25519's 64 bytes, or DER for ECDSA.
  byte[] sign(CipherSuite suite, KeyPair signer, byte[] content);

  /// `Signature.Verify`: false for whatever is not a valid signature by this key.
  boolean verify(CipherSuite suite, byte[] publicKey, byte[] content, byte[] signature);
}
