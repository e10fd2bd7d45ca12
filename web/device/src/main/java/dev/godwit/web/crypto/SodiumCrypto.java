package dev.godwit.web.crypto;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.DhKem;
import dev.godwit.mls.crypto.Encapsulation;
import dev.godwit.mls.crypto.KeyPair;
import java.util.Optional;
import java.util.function.IntFunction;

/// The primitives in the browser. Suite 0x0003, Godwit's own choice, is libsodium throughout.
///
/// AES-GCM and P-256 are noble's, in plain JavaScript: right, but slow and without a promise of
/// constant time. Usable once `ready` of `primitives.mjs` is resolved.
public class SodiumCrypto implements Crypto {
  private static final int SEED_BYTES = 32;
  private static final int X25519_KEY_BYTES = 32;

  private final IntFunction<byte[]> random;
  private final DhKem x25519Aes;
  private final DhKem x25519ChaCha;
  private final DhKem p256;

  /// Takes its randomness from the browser, through libsodium.
  public SodiumCrypto() {
    this(Primitives::random);
  }

  /// Takes its randomness from a function of the length: for tests that must be repeatable.
  @SuppressWarnings("this-escape") // DhKem only keeps it
  protected SodiumCrypto(IntFunction<byte[]> random) {
    this.random = random;
    X25519Group x25519 = new X25519Group();
    x25519Aes = new DhKem(this, CipherSuite.X25519_AES128GCM_SHA256_ED25519, x25519);
    x25519ChaCha = new DhKem(this, CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519, x25519);
    p256 = new DhKem(this, CipherSuite.P256_AES128GCM_SHA256_P256, new P256Group());
  }

  @Override
  public boolean supports(CipherSuite suite) {
    return true;
  }

  @Override
  public final byte[] random(int length) {
    return random.apply(length);
  }

  @Override
  public byte[] hash(CipherSuite suite, byte[] input) {
    return Primitives.sha256(input);
  }

  @Override
  public byte[] hmac(CipherSuite suite, byte[] key, byte[] input) {
    return Primitives.hmacSha256(key, input);
  }

  @Override
  public byte[] seal(CipherSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] plaintext) {
    return switch (suite.aead()) {
      case CHACHA20_POLY1305 -> Primitives.chachaSeal(key, nonce, aad, plaintext);
      case AES_128_GCM -> Primitives.aesGcmSeal(key, nonce, aad, plaintext);
    };
  }

  @Override
  public Optional<byte[]> open(
      CipherSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] ciphertext) {
    return switch (suite.aead()) {
      case CHACHA20_POLY1305 ->
          Primitives.answer(Primitives.chachaOpen(key, nonce, aad, ciphertext));
      case AES_128_GCM -> Primitives.answer(Primitives.aesGcmOpen(key, nonce, aad, ciphertext));
    };
  }

  @Override
  public boolean isKemPublicKey(CipherSuite suite, byte[] publicKey) {
    return switch (suite.kem()) {
      case X25519 -> publicKey.length == X25519_KEY_BYTES;
      case P256 -> Primitives.p256IsPublicKey(publicKey);
    };
  }

  @Override
  public KeyPair deriveKemKeyPair(CipherSuite suite, byte[] ikm) {
    return kem(suite).deriveKeyPair(ikm);
  }

  @Override
  public Optional<Encapsulation> encapsulate(CipherSuite suite, byte[] publicKey) {
    return kem(suite).encapsulate(publicKey);
  }

  @Override
  public Optional<byte[]> decapsulate(CipherSuite suite, byte[] encapsulated, KeyPair recipient) {
    return kem(suite).decapsulate(encapsulated, recipient);
  }

  private DhKem kem(CipherSuite suite) {
    return switch (suite) {
      case X25519_AES128GCM_SHA256_ED25519 -> x25519Aes;
      case X25519_CHACHA20POLY1305_SHA256_ED25519 -> x25519ChaCha;
      case P256_AES128GCM_SHA256_P256 -> p256;
    };
  }

  @Override
  public KeyPair generateSignatureKeyPair(CipherSuite suite) {
    return switch (suite.signature()) {
      case ED25519 -> ed25519KeyPair(random(SEED_BYTES));
      case ECDSA_P256_SHA256 -> p256.deriveKeyPair(random(SEED_BYTES));
    };
  }

  private static KeyPair ed25519KeyPair(byte[] seed) {
    return new KeyPair(Primitives.ed25519PublicKey(seed), seed);
  }

  @Override
  public byte[] sign(CipherSuite suite, KeyPair signer, byte[] content) {
    return switch (suite.signature()) {
      case ED25519 -> Primitives.ed25519Sign(signer.privateKey(), signer.publicKey(), content);
      case ECDSA_P256_SHA256 -> Primitives.p256Sign(signer.privateKey(), content);
    };
  }

  @Override
  public boolean verify(CipherSuite suite, byte[] publicKey, byte[] content, byte[] signature) {
    return switch (suite.signature()) {
      case ED25519 -> Primitives.ed25519Verify(publicKey, content, signature);
      case ECDSA_P256_SHA256 -> Primitives.p256Verify(publicKey, content, signature);
    };
  }
}
