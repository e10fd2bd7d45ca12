package dev.godwit.testkit.sim;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.Encapsulation;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// The real primitives with chance from the world's seed. That a signature holds is worked out once
/// for all devices of a world, since every one of them looks at every signature.
final class SimCrypto implements Crypto {
  /// Signatures that were looked at in one world.
  static final class Verified {
    private record Signature(CipherSuite suite, Bytes key, Bytes content, Bytes signature) {}

    private final Map<Signature, Boolean> holds = new HashMap<>();
  }

  private final Crypto real;
  private final Verified verified;

  SimCrypto(long seed, Verified verified) {
    this.real = new JvmCrypto(new SplittableRandom(seed));
    this.verified = verified;
  }

  @Override
  public boolean verify(CipherSuite suite, byte[] publicKey, byte[] content, byte[] signature) {
    return verified.holds.computeIfAbsent(
        new Verified.Signature(suite, Bytes.of(publicKey), Bytes.of(content), Bytes.of(signature)),
        _ -> real.verify(suite, publicKey, content, signature));
  }

  @Override
  public boolean supports(CipherSuite suite) {
    return real.supports(suite);
  }

  @Override
  public byte[] random(int length) {
    return real.random(length);
  }

  @Override
  public byte[] hash(CipherSuite suite, byte[] input) {
    return real.hash(suite, input);
  }

  @Override
  public byte[] hmac(CipherSuite suite, byte[] key, byte[] input) {
    return real.hmac(suite, key, input);
  }

  @Override
  public byte[] seal(CipherSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] plaintext) {
    return real.seal(suite, key, nonce, aad, plaintext);
  }

  @Override
  public Optional<byte[]> open(
      CipherSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] ciphertext) {
    return real.open(suite, key, nonce, aad, ciphertext);
  }

  @Override
  public boolean isKemPublicKey(CipherSuite suite, byte[] publicKey) {
    return real.isKemPublicKey(suite, publicKey);
  }

  @Override
  public KeyPair deriveKemKeyPair(CipherSuite suite, byte[] ikm) {
    return real.deriveKemKeyPair(suite, ikm);
  }

  @Override
  public Optional<Encapsulation> encapsulate(CipherSuite suite, byte[] publicKey) {
    return real.encapsulate(suite, publicKey);
  }

  @Override
  public Optional<byte[]> decapsulate(CipherSuite suite, byte[] encapsulated, KeyPair recipient) {
    return real.decapsulate(suite, encapsulated, recipient);
  }

  @Override
  public KeyPair generateSignatureKeyPair(CipherSuite suite) {
    return real.generateSignatureKeyPair(suite);
  }

  @Override
  public byte[] sign(CipherSuite suite, KeyPair signer, byte[] content) {
    return real.sign(suite, signer, content);
  }
}
