package dev.godwit.mls.jvm;

import dev.godwit.mls.crypto.CipherSuite;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The AEADs of the JDK. Each call has a cipher of its own, so no key outlives its use.
///
/// The provider is found once: to look for one costs more than to encrypt a short message.
final class JdkAead {
  private static final JdkAead AES_128_GCM =
      new JdkAead(
          "AES/GCM/NoPadding",
          "AES",
          nonce -> new GCMParameterSpec(8 * CipherSuite.TAG_BYTES, nonce));
  private static final JdkAead CHACHA20_POLY1305 =
      new JdkAead("ChaCha20-Poly1305", "ChaCha20", IvParameterSpec::new);

  private final String transformation;
  private final String algorithm;
  private final Function<byte[], AlgorithmParameterSpec> parameters;
  private final Provider provider;

  private JdkAead(
      String transformation,
      String algorithm,
      Function<byte[], AlgorithmParameterSpec> parameters) {
    this.transformation = transformation;
    this.algorithm = algorithm;
    this.parameters = parameters;
    this.provider = provider(transformation);
  }

  static JdkAead of(CipherSuite suite) {
    return switch (suite.aead()) {
      case AES_128_GCM -> AES_128_GCM;
      case CHACHA20_POLY1305 -> CHACHA20_POLY1305;
    };
  }

  private static Provider provider(String transformation) {
    try {
      return Cipher.getInstance(transformation).getProvider();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has the AEADs of MLS", e);
    }
  }

  byte[] seal(byte[] key, byte[] nonce, byte[] aad, byte[] plaintext) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce, aad).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encryption failed", e);
    }
  }

  /// Empty when the tag is wrong.
  Optional<byte[]> open(byte[] key, byte[] nonce, byte[] aad, byte[] ciphertext) {
    if (ciphertext.length < CipherSuite.TAG_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, aad).doFinal(ciphertext));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("decryption failed", e);
    }
  }

  private Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] aad)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(transformation, provider);
    cipher.init(mode, new SecretKeySpec(key, algorithm), parameters.apply(nonce));
    cipher.updateAAD(aad);
    return cipher;
  }
}
