package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.Encapsulation;
import dev.godwit.mls.crypto.KeyPair;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The cryptography of many devices of one simulated world: a signature that all of them check is
/// computed once, for the first.
final class SharedVerification implements Crypto {
  private final Crypto crypto;
  private final Map<Bytes, Boolean> verified = new HashMap<>();

  SharedVerification(Crypto crypto) {
    this.crypto = crypto;
  }

  @Override
  public boolean verify(CipherSuite suite, byte[] publicKey, byte[] content, byte[] signature) {
    Writer key = new Writer();
    key.uint16(suite.id()).vector(publicKey).vector(content).vector(signature);
    return verified.computeIfAbsent(
        Bytes.wrap(key.toBytes()), _ -> crypto.verify(suite, publicKey, content, signature));
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
