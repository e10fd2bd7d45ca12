package dev.godwit.bench.mls;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Encapsulation;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.mls.jvm.JvmCrypto;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What the primitives alone can do, in calls a second of one thread: no MLS is faster than these.
///
/// @param encapsulations X25519 twice, and a key derived (HPKE's KEM)
/// @param decapsulations X25519 once, and a key derived
/// @param derivations a key pair of X25519 from a secret
/// @param signatures Ed25519
/// @param verifications Ed25519, by somebody whose signatures were checked before
/// @param newVerifications Ed25519, each by somebody else
/// @param hashes SHA-256
public record PrimitiveFloor(
    double encapsulations,
    double decapsulations,
    double derivations,
    double signatures,
    double verifications,
    double newVerifications,
    double hashes) {
  private static final CipherSuite SUITE = CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519;
  private static final long MEASURE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final int CALLS_PER_LOOK = 20;

  /// About as much as is signed of a message of 160 bytes, and of a leaf node.
  static final int TEXT_BYTES = 320;

  private static final int SIGNERS = 2_048;

  /// The better of two measurements, for each primitive.
  PrimitiveFloor orBetter(PrimitiveFloor other) {
    return new PrimitiveFloor(
        Math.max(encapsulations, other.encapsulations),
        Math.max(decapsulations, other.decapsulations),
        Math.max(derivations, other.derivations),
        Math.max(signatures, other.signatures),
        Math.max(verifications, other.verifications),
        Math.max(newVerifications, other.newVerifications),
        Math.max(hashes, other.hashes));
  }

  /// The same with the signature operations as they were measured beside the messages.
  PrimitiveFloor signing(double signatures, double verifications) {
    return new PrimitiveFloor(
        encapsulations,
        decapsulations,
        derivations,
        signatures,
        verifications,
        newVerifications,
        hashes);
  }

  /// Measures for about six seconds, half of it to warm up.
  public static PrimitiveFloor measure(Clock clock) {
    JvmCrypto crypto = new JvmCrypto(new SecureRandom());
    byte[] text = crypto.random(TEXT_BYTES);
    byte[] secret = crypto.random(32);
    KeyPair kem = crypto.deriveKemKeyPair(SUITE, secret);
    KeyPair signer = crypto.generateSignatureKeyPair(SUITE);
    byte[] signature = crypto.sign(SUITE, signer, text);
    Encapsulation sealed = crypto.encapsulate(SUITE, kem.publicKey()).orElseThrow();
    return new PrimitiveFloor(
        perSecond(clock, () -> crypto.encapsulate(SUITE, kem.publicKey())),
        perSecond(clock, () -> crypto.decapsulate(SUITE, sealed.encapsulated(), kem)),
        perSecond(clock, () -> crypto.deriveKemKeyPair(SUITE, secret)),
        perSecond(clock, () -> crypto.sign(SUITE, signer, text)),
        perSecond(clock, () -> crypto.verify(SUITE, signer.publicKey(), text, signature)),
        perSecond(clock, new Strangers(crypto, text)),
        perSecond(clock, () -> crypto.hash(SUITE, text)));
  }

  /// Checks a signature of one signer after the other.
  private static final class Strangers implements Runnable {
    private final JvmCrypto crypto;
    private final byte[] text;
    private final List<KeyPair> signers;
    private final List<byte[]> signatures;
    private int next;

    Strangers(JvmCrypto crypto, byte[] text) {
      this.crypto = crypto;
      this.text = text;
      signers =
          Stream.generate(() -> crypto.generateSignatureKeyPair(SUITE)).limit(SIGNERS).toList();
      signatures = signers.stream().map(signer -> crypto.sign(SUITE, signer, text)).toList();
    }

    @Override
    public void run() {
      crypto.verify(SUITE, signers.get(next).publicKey(), text, signatures.get(next));
      next = (next + 1) % SIGNERS;
    }
  }

  private static double perSecond(Clock clock, Runnable call) {
    measure(clock, call);
    return measure(clock, call);
  }

  private static double measure(Clock clock, Runnable call) {
    long start = clock.nanos();
    long calls = 0;
    while (clock.nanos() - start < MEASURE_NANOS) {
      for (int i = 0; i < CALLS_PER_LOOK; i++) {
        call.run();
      }
      calls += CALLS_PER_LOOK;
    }
    return calls * 1e9 / (clock.nanos() - start);
  }
}
