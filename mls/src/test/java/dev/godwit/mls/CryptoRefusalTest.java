package dev.godwit.mls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.mls.jvm.JvmCrypto;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What others choose badly is refused by an ordinary answer, in every form and suite.
final class CryptoRefusalTest {
  private final Crypto crypto = new JvmCrypto(new Random(1));

  private static void eachSuite(Consumer<CipherSuite> rule) {
    for (CipherSuite suite : CipherSuite.values()) {
      rule.accept(suite);
    }
  }

  private static byte[] changed(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 1;
    return changed;
  }

  @Test
  void ciphertextThatWasChangedDoesNotOpen() {
    eachSuite(
        suite -> {
          byte[] key = crypto.random(suite.aeadKeyBytes());
          byte[] nonce = crypto.random(suite.aeadNonceBytes());
          byte[] aad = crypto.random(10);
          byte[] sealed = crypto.seal(suite, key, nonce, aad, new byte[20]);
          assertArrayEquals(
              new byte[20], crypto.open(suite, key, nonce, aad, sealed).orElseThrow());
          for (int at = 0; at < sealed.length; at++) {
            assertEquals(
                Optional.empty(), crypto.open(suite, key, nonce, aad, changed(sealed, at)));
          }
          assertEquals(Optional.empty(), crypto.open(suite, key, nonce, changed(aad, 0), sealed));
          assertEquals(Optional.empty(), crypto.open(suite, key, nonce, aad, new byte[15]));
          assertEquals(Optional.empty(), crypto.open(suite, key, nonce, aad, new byte[0]));
        });
  }

  @Test
  void emptyPlaintextOpens() {
    eachSuite(
        suite -> {
          byte[] key = crypto.random(suite.aeadKeyBytes());
          byte[] nonce = crypto.random(suite.aeadNonceBytes());
          byte[] sealed = crypto.seal(suite, key, nonce, new byte[0], new byte[0]);
          assertEquals(0, crypto.open(suite, key, nonce, new byte[0], sealed).orElseThrow().length);
        });
  }

  @Test
  void publicKeyThatIsNoneHasNoSharedSecret() {
    eachSuite(
        suite -> {
          KeyPair own = crypto.deriveKemKeyPair(suite, crypto.random(32));
          for (byte[] none : new byte[][] {{}, new byte[32], new byte[65], new byte[31]}) {
            assertEquals(Optional.empty(), crypto.encapsulate(suite, none));
            assertEquals(Optional.empty(), crypto.decapsulate(suite, none, own));
          }
          assertFalse(crypto.isKemPublicKey(suite, new byte[3]));
          assertTrue(crypto.isKemPublicKey(suite, own.publicKey()));
        });
  }

  @Test
  void signatureThatIsNoneIsFalse() {
    eachSuite(
        suite -> {
          KeyPair signer = crypto.generateSignatureKeyPair(suite);
          byte[] content = crypto.random(40);
          byte[] signature = crypto.sign(suite, signer, content);
          assertTrue(crypto.verify(suite, signer.publicKey(), content, signature));
          assertFalse(crypto.verify(suite, signer.publicKey(), changed(content, 0), signature));
          assertFalse(crypto.verify(suite, signer.publicKey(), content, changed(signature, 9)));
          assertFalse(crypto.verify(suite, signer.publicKey(), content, new byte[0]));
          assertFalse(crypto.verify(suite, signer.publicKey(), content, new byte[64]));
          assertFalse(crypto.verify(suite, new byte[0], content, signature));
          assertFalse(crypto.verify(suite, new byte[31], content, signature));
        });
  }
}
