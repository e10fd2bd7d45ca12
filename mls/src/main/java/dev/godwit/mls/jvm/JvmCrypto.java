package dev.godwit.mls.jvm;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.DhKem;
import dev.godwit.mls.crypto.Encapsulation;
import dev.godwit.mls.crypto.KeyPair;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The primitives on the JVM. Has no state of its own besides the random generator that it is
/// given, which decides whether it may be shared by threads, and public keys that it has decoded.
public final class JvmCrypto implements Crypto {
  private static final int SHA256_BLOCK_BYTES = 64;

  /// Copied for every use: looking the digest up costs more than hashing a little.
  private static final MessageDigest SHA256 = lookUpSha256();

  private final RandomGenerator random;
  private final Ed25519Signatures ed25519 = new Ed25519Signatures();
  private final DhKem x25519Aes;
  private final DhKem x25519ChaCha;
  private final DhKem p256;

  /// Takes its randomness from the generator: a `SecureRandom`, except in tests that must be
  /// repeatable.
  public JvmCrypto(RandomGenerator random) {
    this.random = random;
    X25519Group x25519 = new X25519Group();
    x25519Aes = new DhKem(this, CipherSuite.X25519_AES128GCM_SHA256_ED25519, x25519);
    x25519ChaCha = new DhKem(this, CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519, x25519);
    p256 = new DhKem(this, CipherSuite.P256_AES128GCM_SHA256_P256, new P256.Group());
  }

  @Override
  public boolean supports(CipherSuite suite) {
    return true;
  }

  @Override
  public byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public byte[] hash(CipherSuite suite, byte[] input) {
    return sha256().digest(input);
  }

  /// HMAC (RFC 2104) straight on the digest: looking up a `Mac` costs more than computing it.
  @Override
  public byte[] hmac(CipherSuite suite, byte[] key, byte[] input) {
    MessageDigest sha256 = sha256();
    byte[] shortKey = key.length > SHA256_BLOCK_BYTES ? sha256.digest(key) : key;
    sha256.update(pad(shortKey, (byte) 0x36));
    byte[] inner = sha256.digest(input);
    sha256.update(pad(shortKey, (byte) 0x5c));
    return sha256.digest(inner);
  }

  private static byte[] pad(byte[] key, byte value) {
    byte[] pad = new byte[SHA256_BLOCK_BYTES];
    for (int i = 0; i < pad.length; i++) {
      pad[i] = (byte) (i < key.length ? key[i] ^ value : value);
    }
    return pad;
  }

  private static MessageDigest lookUpSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return (MessageDigest) SHA256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
    }
  }

  @Override
  public byte[] seal(CipherSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] plaintext) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, suite, key, nonce, aad).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encryption failed", e);
    }
  }

  @Override
  public Optional<byte[]> open(
      CipherSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] ciphertext) {
    if (ciphertext.length < CipherSuite.TAG_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, suite, key, nonce, aad).doFinal(ciphertext));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("decryption failed", e);
    }
  }

  private static Cipher cipher(int mode, CipherSuite suite, byte[] key, byte[] nonce, byte[] aad)
      throws GeneralSecurityException {
    Cipher cipher =
        switch (suite.aead()) {
          case AES_128_GCM ->
              cipher("AES/GCM/NoPadding", mode, "AES", key, new GCMParameterSpec(128, nonce));
          case CHACHA20_POLY1305 ->
              cipher("ChaCha20-Poly1305", mode, "ChaCha20", key, new IvParameterSpec(nonce));
        };
    cipher.updateAAD(aad);
    return cipher;
  }

  private static Cipher cipher(
      String transformation, int mode, String algorithm, byte[] key, AlgorithmParameterSpec spec)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(transformation);
    cipher.init(mode, new SecretKeySpec(key, algorithm), spec);
    return cipher;
  }

  @Override
  public boolean isKemPublicKey(CipherSuite suite, byte[] publicKey) {
    return switch (suite.kem()) {
      case X25519 -> publicKey.length == suite.kem().publicKeyBytes();
      case P256 -> P256.isPoint(publicKey);
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
      case ED25519 -> Ed25519Signatures.keyPair(random(32));
      case ECDSA_P256_SHA256 -> p256.deriveKeyPair(random(32));
    };
  }

  @Override
  public byte[] sign(CipherSuite suite, KeyPair signer, byte[] content) {
    return switch (suite.signature()) {
      case ED25519 -> Ed25519Signatures.sign(signer, content);
      case ECDSA_P256_SHA256 -> P256.sign(signer, sha256().digest(content));
    };
  }

  @Override
  public boolean verify(CipherSuite suite, byte[] publicKey, byte[] content, byte[] signature) {
    return switch (suite.signature()) {
      case ED25519 -> ed25519.verify(publicKey, content, signature);
      case ECDSA_P256_SHA256 -> P256.verify(publicKey, sha256().digest(content), signature);
    };
  }
}
