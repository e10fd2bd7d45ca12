package dev.godwit.bench.mls;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Encapsulation;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.mls.jvm.JvmCrypto;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;

/// What the primitives alone can do, in calls a second of one thread: no MLS is faster than these.
///
/// @param encapsulations X25519 twice, and a key derived (HPKE's KEM)
/// @param decapsulations X25519 once, and a key derived
/// @param signatures Ed25519 over 100 bytes
/// @param verifications Ed25519 over 100 bytes
/// @param hashes SHA-256 over 100 bytes
public record PrimitiveFloor(
    double encapsulations,
    double decapsulations,
    double signatures,
    double verifications,
    double hashes) {
  private static final CipherSuite SUITE = CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519;
  private static final long MEASURE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final int CALLS_PER_LOOK = 20;

  /// Measures for about four seconds, half of it to warm up.
  public static PrimitiveFloor measure() {
    JvmCrypto crypto = new JvmCrypto(new SecureRandom());
    byte[] text = crypto.random(100);
    KeyPair kem = crypto.deriveKemKeyPair(SUITE, crypto.random(32));
    KeyPair signer = crypto.generateSignatureKeyPair(SUITE);
    byte[] signature = crypto.sign(SUITE, signer, text);
    Encapsulation sealed = crypto.encapsulate(SUITE, kem.publicKey()).orElseThrow();
    return new PrimitiveFloor(
        perSecond(() -> crypto.encapsulate(SUITE, kem.publicKey())),
        perSecond(() -> crypto.decapsulate(SUITE, sealed.encapsulated(), kem)),
        perSecond(() -> crypto.sign(SUITE, signer, text)),
        perSecond(() -> crypto.verify(SUITE, signer.publicKey(), text, signature)),
        perSecond(() -> crypto.hash(SUITE, text)));
  }

  private static double perSecond(Runnable call) {
    measure(call);
    return measure(call);
  }

  private static double measure(Runnable call) {
    long start = System.nanoTime();
    long calls = 0;
    while (System.nanoTime() - start < MEASURE_NANOS) {
      for (int i = 0; i < CALLS_PER_LOOK; i++) {
        call.run();
      }
      calls += CALLS_PER_LOOK;
    }
    return calls * 1e9 / (System.nanoTime() - start);
  }
}
