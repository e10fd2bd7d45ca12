package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.KeyPair;

/// A key package of this client with its private keys. To be deleted once it was used, unless it is
/// a last resort (RFC 9420 §10, §16.8).
public final class OwnKeyPackage {
  private static final int FORMAT = 1;

  private final KeyPackage keyPackage;
  private final byte[] initPrivateKey;
  private final byte[] leafPrivateKey;
  private final byte[] signaturePrivateKey;

  /// Puts a key package and its private keys together, in the raw encodings of [KeyPair].
  public OwnKeyPackage(
      KeyPackage keyPackage,
      Bytes initPrivateKey,
      Bytes leafPrivateKey,
      Bytes signaturePrivateKey) {
    this.keyPackage = keyPackage;
    this.initPrivateKey = initPrivateKey.toByteArray();
    this.leafPrivateKey = leafPrivateKey.toByteArray();
    this.signaturePrivateKey = signaturePrivateKey.toByteArray();
  }

  public KeyPackage keyPackage() {
    return keyPackage;
  }

  public CipherSuite cipherSuite() {
    return keyPackage.cipherSuite();
  }

  public Identity identity() {
    byte[] publicKey = keyPackage.leafNode().signatureKeyBytes();
    KeyPair pair = new KeyPair(publicKey, signaturePrivateKey.clone());
    return new Identity(cipherSuite(), keyPackage.credential(), pair);
  }

  KeyPair initKey() {
    return new KeyPair(keyPackage.initKey().array(), initPrivateKey);
  }

  KeyPair leafKey() {
    return new KeyPair(keyPackage.leafNode().encryptionKeyBytes(), leafPrivateKey.clone());
  }

  /// Everything, for storage: secret.
  public byte[] encode() {
    Writer out = new Writer(1024);
    out.uint8(FORMAT).vector(keyPackage.encoded());
    out.vector(initPrivateKey).vector(leafPrivateKey).vector(signaturePrivateKey);
    return out.toBytes();
  }

  public static OwnKeyPackage decode(byte[] encoded) {
    return Reader.whole(encoded, OwnKeyPackage::read);
  }

  private static OwnKeyPackage read(Reader in) {
    Rule.UNKNOWN_FORMAT.require(in.uint8() == FORMAT);
    KeyPackage keyPackage = Reader.whole(in.vector(), KeyPackage::read);
    return new OwnKeyPackage(keyPackage, in.bytes(), in.bytes(), in.bytes());
  }
}
