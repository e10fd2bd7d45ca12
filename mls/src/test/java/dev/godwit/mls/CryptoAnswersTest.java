package dev.godwit.mls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.mls.jvm.JvmCrypto;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Answers that are known from elsewhere, and inputs of every size: a platform may treat long ones
/// in another way.
final class CryptoAnswersTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519;

  /// More than the memory that libsodium begins with.
  private static final int LARGE_BYTES = 5_000_000;

  private final Crypto crypto = new JvmCrypto(new Random(1));

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// FIPS 180-2, appendix B.
  @Test
  void hashesAreThoseOfTheStandard() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        Bytes.of(crypto.hash(SUITE, ascii("abc"))).hex());
    assertEquals(
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
        Bytes.of(crypto.hash(SUITE, filled(1_000_000, 'a'))).hex());
  }

  /// RFC 4231 §4.3, §4.7.
  @Test
  void macsAreRightForKeysOfAnyLength() {
    assertEquals(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        Bytes.of(crypto.hmac(SUITE, ascii("Jefe"), ascii("what do ya want for nothing?"))).hex());
    byte[] text = ascii("Test Using Larger Than Block-Size Key - Hash Key First");
    assertEquals(
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        Bytes.of(crypto.hmac(SUITE, filled(131, 0xaa), text)).hex());
  }

  @Test
  void whatWasSealedOpensAndWhatWasSignedHoldsInEverySize() {
    KeyPair signer = crypto.generateSignatureKeyPair(SUITE);
    byte[] key = crypto.random(SUITE.aeadKeyBytes());
    byte[] nonce = crypto.random(SUITE.aeadNonceBytes());
    for (int size : new int[] {0, 1, 15, 16, 17, 64, 65_536, LARGE_BYTES, 1}) {
      byte[] text = filled(size, size);
      byte[] sealed = crypto.seal(SUITE, key, nonce, ascii("aad"), text);
      assertEquals(size + CipherSuite.TAG_BYTES, sealed.length);
      assertArrayEquals(text, crypto.open(SUITE, key, nonce, ascii("aad"), sealed).orElseThrow());
      byte[] signature = crypto.sign(SUITE, signer, text);
      assertTrue(crypto.verify(SUITE, signer.publicKey(), text, signature));
    }
  }
}
