package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.KeyPair;

/// A client's identity: its credential and the signature key pair that the credential speaks for.
public final class Identity {
  private final CipherSuite suite;
  private final Credential credential;
  private final KeyPair signatureKey;

  /// An identity with keys that exist already, in the raw encodings of [KeyPair].
  public Identity(CipherSuite suite, Credential credential, KeyPair signatureKey) {
    this.suite = suite;
    this.credential = credential;
    this.signatureKey = signatureKey;
  }

  /// An identity with a fresh key pair.
  public static Identity generate(Crypto crypto, CipherSuite suite, Credential credential) {
    return new Identity(suite, credential, crypto.generateSignatureKeyPair(suite));
  }

  public CipherSuite cipherSuite() {
    return suite;
  }

  public Credential credential() {
    return credential;
  }

  /// The same keys with another credential.
  public Identity withCredential(Credential other) {
    return new Identity(suite, other, signatureKey);
  }

  public Bytes signaturePublicKey() {
    return Bytes.of(signatureKey.publicKey());
  }

  /// Secret: to be stored as such.
  public Bytes signaturePrivateKey() {
    return Bytes.of(signatureKey.privateKey());
  }

  /// The identity of this client in an epoch, by its leaf node.
  static Identity ofMember(SuiteCrypto crypto, Epoch epoch, byte[] signaturePrivateKey) {
    LeafNode leaf = epoch.ownLeafNode();
    KeyPair pair = new KeyPair(leaf.signatureKeyBytes(), signaturePrivateKey);
    return new Identity(crypto.suite(), leaf.credential(), pair);
  }

  KeyPair signatureKey() {
    return signatureKey;
  }
}
