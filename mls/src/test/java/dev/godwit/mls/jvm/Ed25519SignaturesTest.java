package dev.godwit.mls.jvm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.mls.crypto.KeyPair;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Ed25519SignaturesTest {
  /// More than are kept decoded, so that some must displace others.
  private static final int SIGNERS = 300;

  private static final byte[] CONTENT = {1, 2, 3};

  private final Random random = new Random(1);
  private final Ed25519Signatures signatures = new Ed25519Signatures();

  private KeyPair signer() {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    return Ed25519Signatures.keyPair(seed);
  }

  @Test
  void eachKeyChecksOnlyItsOwnSignaturesHoweverManyAreInUse() {
    List<KeyPair> signers = Stream.generate(this::signer).limit(SIGNERS).toList();
    List<byte[]> signed =
        signers.stream().map(signer -> Ed25519Signatures.sign(signer, CONTENT)).toList();
    for (int i = 0; i < 2 * SIGNERS; i++) {
      byte[] key = signers.get(i % SIGNERS).publicKey();
      assertTrue(signatures.verify(key, CONTENT, signed.get(i % SIGNERS)));
      assertFalse(signatures.verify(key, CONTENT, signed.get((i + 1) % SIGNERS)));
    }
  }

  @Test
  void aKeyThatIsChangedAfterItsFirstUseIsAnotherKey() {
    KeyPair signer = signer();
    byte[] key = signer.publicKey().clone();
    byte[] signature = Ed25519Signatures.sign(signer, CONTENT);
    assertTrue(signatures.verify(key, CONTENT, signature));
    key[0] ^= 1;
    assertFalse(signatures.verify(key, CONTENT, signature));
    assertTrue(signatures.verify(signer.publicKey(), CONTENT, signature));
  }

  @Test
  void bytesThatAreNoKeyCheckNothing() {
    byte[] signature = Ed25519Signatures.sign(signer(), CONTENT);
    byte[] noPoint = new byte[32];
    noPoint[0] = 2;
    assertFalse(signatures.verify(noPoint, CONTENT, signature));
    assertFalse(signatures.verify(new byte[31], CONTENT, signature));
    assertFalse(signatures.verify(new byte[0], CONTENT, signature));
  }
}
