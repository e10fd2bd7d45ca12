package dev.godwit.mls.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.mls.jvm.JvmCrypto;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HpkeTest {
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] INFO = bytes("info");
  private static final byte[] AAD = bytes("aad");
  private static final byte[] PSK = bytes("a pre-shared key of at least 32 bytes");
  private static final byte[] PSK_ID = bytes("its id");

  private final Crypto crypto = new JvmCrypto(new SecureRandom());

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// RFC 9180 A.1.1: DHKEM(X25519), HKDF-SHA256, AES-128-GCM, base mode.
  @Test
  void theVectorOfTheRfcOpens() {
    CipherSuite suite = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
    HexFormat hex = HexFormat.of();
    byte[] ikm = hex.parseHex("6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037");
    byte[] encapsulated =
        hex.parseHex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431");
    KeyPair recipient = crypto.deriveKemKeyPair(suite, ikm);
    assertEquals(
        "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d",
        hex.formatHex(recipient.publicKey()));
    Hpke hpke = new Hpke(crypto, suite);
    byte[] info = hex.parseHex("4f6465206f6e2061204772656369616e2055726e");
    HpkeContext context =
        hpke.setupBaseRecipient(encapsulated, recipient, hpke.info(info)).orElseThrow();
    byte[] ciphertext =
        hex.parseHex(
            "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a9"
                + "6d8770ac83d07bea87e13c512a");
    assertArrayEquals(
        hex.parseHex("4265617574792069732074727574682c20747275746820626561757479"),
        context.open(hex.parseHex("436f756e742d30"), ciphertext).orElseThrow());
    assertEquals(
        "3853fe2b4035195a573ffc53856e77058e15d9ea064de3e59f4961d0095250ee",
        hex.formatHex(context.export(NOTHING, 32)));
  }

  private static HPKE other(CipherSuite suite, byte mode) {
    return new HPKE(
        mode, (short) suite.kem().id(), (short) suite.kdfId(), (short) suite.aead().id());
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void bouncyCastleReadsWhatWeSealInPskMode(CipherSuite suite) throws Exception {
    KeyPair recipient = crypto.deriveKemKeyPair(suite, crypto.random(32));
    Hpke hpke = new Hpke(crypto, suite);
    Hpke.Sender sender =
        hpke.setupPskSender(recipient.publicKey(), hpke.info(INFO), PSK, PSK_ID).orElseThrow();
    HPKE theirs = other(suite, HPKE.mode_psk);
    AsymmetricCipherKeyPair pair =
        theirs.deserializePrivateKey(recipient.privateKey(), recipient.publicKey());
    HPKEContext context = theirs.setupPSKR(sender.encapsulated(), pair, INFO, PSK, PSK_ID);
    for (int i = 0; i < 3; i++) {
      byte[] sealed = sender.context().seal(AAD, bytes("message " + i));
      assertArrayEquals(bytes("message " + i), context.open(AAD, sealed));
    }
    assertArrayEquals(context.export(INFO, 40), sender.context().export(INFO, 40));
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void weReadWhatBouncyCastleSealsInPskMode(CipherSuite suite) throws Exception {
    KeyPair recipient = crypto.deriveKemKeyPair(suite, crypto.random(32));
    HPKE theirs = other(suite, HPKE.mode_psk);
    HPKEContextWithEncapsulation sender =
        theirs.SetupPSKS(theirs.deserializePublicKey(recipient.publicKey()), INFO, PSK, PSK_ID);
    Hpke hpke = new Hpke(crypto, suite);
    HpkeContext context =
        hpke.setupPskRecipient(sender.getEncapsulation(), recipient, hpke.info(INFO), PSK, PSK_ID)
            .orElseThrow();
    for (int i = 0; i < 3; i++) {
      byte[] sealed = sender.seal(AAD, bytes("message " + i));
      assertArrayEquals(bytes("message " + i), context.open(AAD, sealed).orElseThrow());
    }
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void whatIsWrongDoesNotOpen(CipherSuite suite) {
    KeyPair recipient = crypto.deriveKemKeyPair(suite, crypto.random(32));
    Hpke hpke = new Hpke(crypto, suite);
    Hpke.Info info = hpke.info(INFO);
    Hpke.Sealed sealed = hpke.seal(recipient.publicKey(), info, AAD, INFO).orElseThrow();
    byte[] changed = sealed.ciphertext().clone();
    changed[0] ^= 1;
    assertEquals(Optional.empty(), hpke.open(sealed.encapsulated(), recipient, info, AAD, changed));
    assertTrue(
        hpke.open(sealed.encapsulated(), recipient, hpke.info(AAD), AAD, sealed.ciphertext())
            .isEmpty());
    assertTrue(hpke.open(NOTHING, recipient, info, AAD, sealed.ciphertext()).isEmpty());
    assertTrue(hpke.seal(new byte[suite.kem().publicKeyBytes()], info, AAD, INFO).isEmpty());
    assertTrue(hpke.seal(NOTHING, info, AAD, INFO).isEmpty());
    assertThrows(
        IllegalArgumentException.class,
        () -> hpke.setupPskSender(recipient.publicKey(), info, NOTHING, PSK_ID));
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void signaturesAreRightOrFalse(CipherSuite suite) {
    KeyPair signer = crypto.generateSignatureKeyPair(suite);
    byte[] signature = crypto.sign(suite, signer, INFO);
    assertTrue(crypto.verify(suite, signer.publicKey(), INFO, signature));
    assertEquals(false, crypto.verify(suite, signer.publicKey(), AAD, signature));
    assertEquals(false, crypto.verify(suite, NOTHING, INFO, signature));
    assertEquals(false, crypto.verify(suite, signer.publicKey(), INFO, NOTHING));
    assertEquals(false, crypto.verify(suite, new byte[32], INFO, signature));
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void damagedSignaturesAndKeysAreOnlyFalse(CipherSuite suite) {
    Random random = new Random(5);
    KeyPair signer = crypto.generateSignatureKeyPair(suite);
    byte[] signature = crypto.sign(suite, signer, INFO);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = Arrays.copyOf(signature, signature.length - random.nextInt(3));
      damaged[random.nextInt(i % 2 == 0 ? 8 : damaged.length)] ^= (byte) (1 + random.nextInt(255));
      assertEquals(false, crypto.verify(suite, signer.publicKey(), INFO, damaged));
      byte[] key = signer.publicKey().clone();
      key[random.nextInt(key.length)] ^= (byte) (1 + random.nextInt(255));
      assertEquals(false, crypto.verify(suite, key, INFO, signature));
      crypto.encapsulate(suite, key);
    }
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void whatIsSealedToManyAtOnceIsWhatIsSealedToOneAfterTheOther(CipherSuite suite) {
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      keys.add(crypto.deriveKemKeyPair(suite, crypto.random(32)).publicKey());
      texts.add(bytes("text " + i));
    }
    Hpke one = new Hpke(new JvmCrypto(new Random(7)), suite);
    Hpke many = new Hpke(new JvmCrypto(new Random(7)), suite);
    List<Hpke.Sealed> all = many.sealAll(keys, many.info(INFO), texts).orElseThrow();
    assertEquals(keys.size(), all.size());
    for (int i = 0; i < keys.size(); i++) {
      Hpke.Sealed alone =
          one.seal(keys.get(i), one.info(INFO), NOTHING, texts.get(i)).orElseThrow();
      assertArrayEquals(alone.encapsulated(), all.get(i).encapsulated());
      assertArrayEquals(alone.ciphertext(), all.get(i).ciphertext());
    }
    keys.set(20, NOTHING);
    assertEquals(Optional.empty(), many.sealAll(keys, many.info(INFO), texts));
  }

  @Test
  void comparisonsSeeEveryBit() {
    byte[] a = crypto.random(32);
    assertTrue(ConstantTime.equal(a, a.clone()));
    for (int i = 0; i < a.length; i++) {
      byte[] b = a.clone();
      b[i] ^= (byte) 0x80;
      assertEquals(false, ConstantTime.equal(a, b));
    }
    assertEquals(false, ConstantTime.equal(a, new byte[31]));
  }
}
