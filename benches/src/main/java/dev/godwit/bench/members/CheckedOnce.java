package dev.godwit.bench.members;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.Encapsulation;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Primitives that remember which signatures were found valid.
///
/// Each of a thousand devices that join a group of a thousand checks the same two thousand
/// signatures, which takes a thousand processors a moment and two processors minutes. Here each is
/// computed once for all devices; everything else every device does for itself.
final class CheckedOnce implements Crypto {
  private static final int SIGNATURES_MAX = 100_000;

  private final Crypto crypto;
  private final Set<Bytes> valid = ConcurrentHashMap.newKeySet();

  CheckedOnce(Crypto crypto) {
    this.crypto = crypto;
  }

  /// Exactly this signature of exactly this content by exactly this key.
  @Override
  public boolean verify(CipherSuite suite, byte[] publicKey, byte[] content, byte[] signature) {
    Bytes checked = all(publicKey, content, signature);
    if (valid.contains(checked)) {
      return true;
    }
    boolean isValid = crypto.verify(suite, publicKey, content, signature);
    if (isValid && valid.size() < SIGNATURES_MAX) {
      valid.add(checked);
    }
    return isValid;
  }

  /// Keys and signatures of all suites in use here have one length, so nothing is mistaken for
  /// something else.
  private static Bytes all(byte[] publicKey, byte[] content, byte[] signature) {
    return Bytes.owned(
        ByteBuffer.allocate(publicKey.length + signature.length + content.length)
            .put(publicKey)
            .put(signature)
            .put(content)
            .array());
  }

  @Override
  public boolean supports(CipherSuite suite) {
    return crypto.supports(suite);
  }

  @Override
  public byte[] random(int length) {
    return crypto.random(length);
  }

  @Override
  public byte[] hash(CipherSuite suite, byte[] input) {
    return crypto.hash(suite, input);
  }

  @Override
  public byte[] hmac(CipherSuite suite, byte[] key, byte[] input) {
    return crypto.hmac(suite, key, input);
  }

  @Override
  public byte[] seal(CipherSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] plaintext) {
    return crypto.seal(suite, key, nonce, aad, plaintext);
  }

  @Override
  public Optional<byte[]> open(
      CipherSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] ciphertext) {
    return crypto.open(suite, key, nonce, aad, ciphertext);
  }

  @Override
  public boolean isKemPublicKey(CipherSuite suite, byte[] publicKey) {
    return crypto.isKemPublicKey(suite, publicKey);
  }

  @Override
  public KeyPair deriveKemKeyPair(CipherSuite suite, byte[] ikm) {
    return crypto.deriveKemKeyPair(suite, ikm);
  }

  @Override
  public Optional<Encapsulation> encapsulate(CipherSuite suite, byte[] publicKey) {
    return crypto.encapsulate(suite, publicKey);
  }

  @Override
  public Optional<List<Encapsulation>> encapsulateAll(CipherSuite suite, List<byte[]> publicKeys) {
    return crypto.encapsulateAll(suite, publicKeys);
  }

  @Override
  public Optional<byte[]> decapsulate(CipherSuite suite, byte[] encapsulated, KeyPair recipient) {
    return crypto.decapsulate(suite, encapsulated, recipient);
  }

  @Override
  public KeyPair generateSignatureKeyPair(CipherSuite suite) {
    return crypto.generateSignatureKeyPair(suite);
  }

  @Override
  public byte[] sign(CipherSuite suite, KeyPair signer, byte[] content) {
    return crypto.sign(suite, signer, content);
  }
}
