package dev.godwit.mls.jvm;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.DhKem;
import dev.godwit.mls.crypto.Encapsulation;
import dev.godwit.mls.crypto.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The primitives on the JVM. Has no state of its own besides the random generator that it is
/// given, which decides whether it may be shared by threads, and public keys that it has decoded.
public final class JvmCrypto implements Crypto {
  private static final int SHA256_BLOCK_BYTES = 64;
  private static final int INNER_PAD = 0x36;
  private static final int OUTER_PAD = 0x5c;

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
    byte[] block = Arrays.copyOf(shortKey, SHA256_BLOCK_BYTES);
    mask(block, INNER_PAD);
    sha256.update(block);
    byte[] inner = sha256.digest(input);
    mask(block, INNER_PAD ^ OUTER_PAD);
    sha256.update(block);
    Arrays.fill(block, (byte) 0);
    return sha256.digest(inner);
  }

  private static void mask(byte[] block, int value) {
    for (int i = 0; i < block.length; i++) {
      block[i] ^= (byte) value;
    }
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
    return JdkAead.of(suite).seal(key, nonce, aad, plaintext);
  }

  @Override
  public Optional<byte[]> open(
      CipherSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] ciphertext) {
    return JdkAead.of(suite).open(key, nonce, aad, ciphertext);
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

  /// What is random is drawn by the caller's thread, in order: the generator may be for one only.
  @Override
  public Optional<List<Encapsulation>> encapsulateAll(CipherSuite suite, List<byte[]> publicKeys) {
    DhKem kem = kem(suite);
    int count = publicKeys.size();
    List<byte[]> ikms = Stream.generate(kem::freshIkm).limit(count).toList();
    List<Encapsulation> all =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(i -> kem.encapsulate(publicKeys.get(i), ikms.get(i)))
            .flatMap(Optional::stream)
            .toList();
    return all.size() == count ? Optional.of(all) : Optional.empty();
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
