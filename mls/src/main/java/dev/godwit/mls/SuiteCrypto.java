package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.ConstantTime;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.Hkdf;
import dev.godwit.mls.crypto.Hpke;
import dev.godwit.mls.crypto.KeyPair;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The labeled operations of RFC 9420 (§5.1.2, §5.1.3, §5.2, §8, §9.1) with one cipher suite.
final class SuiteCrypto {
  private static final byte[] LABEL_PREFIX = "MLS 1.0 ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = new byte[0];

  private final Crypto crypto;
  private final CipherSuite suite;
  private final Hpke hpke;

  SuiteCrypto(Crypto crypto, CipherSuite suite) {
    this.crypto = crypto;
    this.suite = suite;
    this.hpke = new Hpke(crypto, suite);
  }

  Crypto crypto() {
    return crypto;
  }

  CipherSuite suite() {
    return suite;
  }

  Hpke hpke() {
    return hpke;
  }

  byte[] random(int length) {
    return crypto.random(length);
  }

  /// A fresh secret of length `KDF.Nh`.
  byte[] randomSecret() {
    return crypto.random(suite.hashBytes());
  }

  /// The all-zero string of length `KDF.Nh`.
  byte[] zero() {
    return new byte[suite.hashBytes()];
  }

  byte[] hash(byte[] input) {
    return crypto.hash(suite, input);
  }

  byte[] mac(byte[] key, byte[] input) {
    return crypto.hmac(suite, key, input);
  }

  boolean macMatches(byte[] key, byte[] input, byte[] tag) {
    return ConstantTime.equal(mac(key, input), tag);
  }

  byte[] extract(byte[] salt, byte[] ikm) {
    return Hkdf.extract(crypto, suite, salt, ikm);
  }

  byte[] seal(byte[] key, byte[] nonce, byte[] aad, byte[] plaintext) {
    return crypto.seal(suite, key, nonce, aad, plaintext);
  }

  Optional<byte[]> open(byte[] key, byte[] nonce, byte[] aad, byte[] ciphertext) {
    return crypto.open(suite, key, nonce, aad, ciphertext);
  }

  /// `ExpandWithLabel` (§8).
  byte[] expandWithLabel(byte[] secret, String label, byte[] context, int length) {
    Writer out = new Writer(3 + labeledBytes(label, context));
    out.uint16(length);
    label(out, label);
    out.vector(context);
    return length <= suite.hashBytes()
        ? Hkdf.firstBlock(crypto, suite, secret, out.uint8(1).toBytes(), length)
        : Hkdf.expand(crypto, suite, secret, out.toBytes(), length);
  }

  /// `DeriveSecret` (§8).
  byte[] deriveSecret(byte[] secret, String label) {
    return expandWithLabel(secret, label, NOTHING, suite.hashBytes());
  }

  /// `DeriveTreeSecret` (§9.1).
  byte[] deriveTreeSecret(byte[] secret, String label, int generation, int length) {
    return expandWithLabel(secret, label, new Writer(4).uint32(generation).toBytes(), length);
  }

  /// `SignWithLabel` (§5.1.2).
  byte[] signWithLabel(KeyPair signer, String label, byte[] content) {
    return crypto.sign(suite, signer, labeled(label, content));
  }

  /// `VerifyWithLabel` (§5.1.2).
  boolean verifyWithLabel(byte[] key, String label, byte[] content, byte[] signature) {
    return crypto.verify(suite, key, labeled(label, content), signature);
  }

  /// The `info` of `EncryptWithLabel` for one label and context (§5.1.3), of use for many
  /// recipients.
  Hpke.Info encryptContext(String label, byte[] context) {
    return hpke.info(labeled(label, context));
  }

  /// `EncryptWithLabel` (§5.1.3) to many, to each a plaintext of its own.
  List<HpkeCiphertext> encryptAll(
      List<byte[]> publicKeys, Hpke.Info context, List<byte[]> plaintexts) {
    return hpke
        .sealAll(publicKeys, context, plaintexts)
        .orElseThrow(Rule.INVALID_PUBLIC_KEY::broken)
        .stream()
        .map(SuiteCrypto::ciphertext)
        .toList();
  }

  private static HpkeCiphertext ciphertext(Hpke.Sealed sealed) {
    return new HpkeCiphertext(Bytes.wrap(sealed.encapsulated()), Bytes.wrap(sealed.ciphertext()));
  }

  /// `DecryptWithLabel` (§5.1.3).
  Optional<byte[]> decrypt(KeyPair recipient, Hpke.Info context, HpkeCiphertext sealed) {
    return hpke.open(
        sealed.kemOutput().array(), recipient, context, NOTHING, sealed.ciphertext().array());
  }

  KeyPair deriveKeyPair(byte[] secret) {
    return crypto.deriveKemKeyPair(suite, secret);
  }

  /// A fresh HPKE key pair.
  KeyPair generateKeyPair() {
    return deriveKeyPair(crypto.random(Math.max(suite.kem().privateKeyBytes(), suite.hashBytes())));
  }

  boolean isPublicKey(byte[] key) {
    return crypto.isKemPublicKey(suite, key);
  }

  /// `RefHash` (§5.2).
  byte[] refHash(String label, byte[] value) {
    byte[] labelBytes = label.getBytes(StandardCharsets.US_ASCII);
    Writer out = new Writer(labelBytes.length + value.length + 8);
    return hash(out.vector(labelBytes).vector(value).toBytes());
  }

  /// `MakeKeyPackageRef` (§5.2).
  Bytes keyPackageRef(byte[] keyPackage) {
    return Bytes.wrap(refHash("MLS 1.0 KeyPackage Reference", keyPackage));
  }

  /// `MakeProposalRef` (§5.2).
  Bytes proposalRef(byte[] authenticatedContent) {
    return Bytes.wrap(refHash("MLS 1.0 Proposal Reference", authenticatedContent));
  }

  /// `SignContent` and `EncryptContext` have the same form.
  private static byte[] labeled(String label, byte[] content) {
    Writer out = new Writer(labeledBytes(label, content));
    label(out, label);
    return out.vector(content).toBytes();
  }

  private static int labeledBytes(String label, byte[] content) {
    int labelBytes = LABEL_PREFIX.length + label.length();
    return Writer.varintBytes(labelBytes)
        + labelBytes
        + Writer.varintBytes(content.length)
        + content.length;
  }

  private static void label(Writer out, String label) {
    out.varint(LABEL_PREFIX.length + label.length()).raw(LABEL_PREFIX).ascii(label);
  }
}
