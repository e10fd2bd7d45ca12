package dev.godwit.mls.jvm;

import dev.godwit.mls.crypto.KeyPair;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;

/// Ed25519 (RFC 8032); the private key is the seed.
final class Ed25519Signatures {
  private final Ed25519Keys keys = new Ed25519Keys();

  static KeyPair keyPair(byte[] seed) {
    byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    return new KeyPair(publicKey, seed);
  }

  static byte[] sign(KeyPair signer, byte[] content) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    byte[] seed = signer.privateKey();
    Ed25519.sign(seed, 0, signer.publicKey(), 0, content, 0, content.length, signature, 0);
    return signature;
  }

  boolean verify(byte[] publicKey, byte[] content, byte[] signature) {
    PublicPoint point = keys.find(publicKey);
    return point != null
        && signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, point, content, 0, content.length);
  }
}
