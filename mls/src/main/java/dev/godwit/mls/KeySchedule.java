package dev.godwit.mls;

import dev.godwit.mls.crypto.KeyPair;
import java.util.List;

/// From an init secret, a commit secret and pre-shared keys to the secrets of an epoch (RFC 9420
/// §8).
final class KeySchedule {
  private static final byte[] NOTHING = new byte[0];

  private KeySchedule() {}

  static byte[] joinerSecret(
      SuiteCrypto crypto, byte[] initSecret, byte[] commitSecret, Bytes context) {
    byte[] secret = crypto.extract(initSecret, commitSecret);
    return crypto.expandWithLabel(secret, "joiner", context.array(), crypto.suite().hashBytes());
  }

  /// What both the welcome secret and the epoch secret come from.
  private static byte[] memberSecret(SuiteCrypto crypto, byte[] joinerSecret, byte[] pskSecret) {
    return crypto.extract(joinerSecret, pskSecret);
  }

  static byte[] welcomeSecret(SuiteCrypto crypto, byte[] joinerSecret, byte[] pskSecret) {
    return crypto.deriveSecret(memberSecret(crypto, joinerSecret, pskSecret), "welcome");
  }

  static byte[] welcomeKey(SuiteCrypto crypto, byte[] welcomeSecret) {
    return crypto.expandWithLabel(welcomeSecret, "key", NOTHING, crypto.suite().aeadKeyBytes());
  }

  static byte[] welcomeNonce(SuiteCrypto crypto, byte[] welcomeSecret) {
    return crypto.expandWithLabel(welcomeSecret, "nonce", NOTHING, crypto.suite().aeadNonceBytes());
  }

  static byte[] epochSecret(
      SuiteCrypto crypto, byte[] joinerSecret, byte[] pskSecret, Bytes context) {
    byte[] secret = memberSecret(crypto, joinerSecret, pskSecret);
    return crypto.expandWithLabel(secret, "epoch", context.array(), crypto.suite().hashBytes());
  }

  /// One pre-shared key with its id.
  record Psk(PreSharedKeyId id, Bytes key) {}

  /// `psk_secret` (§8.4): all zero when there are no pre-shared keys.
  static byte[] pskSecret(SuiteCrypto crypto, List<Psk> psks) {
    byte[] secret = crypto.zero();
    for (int i = 0; i < psks.size(); i++) {
      byte[] extracted = crypto.extract(crypto.zero(), psks.get(i).key().array());
      byte[] label = pskLabel(psks.get(i).id(), i, psks.size());
      byte[] input =
          crypto.expandWithLabel(extracted, "derived psk", label, crypto.suite().hashBytes());
      secret = crypto.extract(input, secret);
    }
    return secret;
  }

  private static byte[] pskLabel(PreSharedKeyId id, int index, int count) {
    return new Writer().raw(id.encoded().array()).uint16(index).uint16(count).toBytes();
  }

  /// The key pair of the whole group to which external joiners encapsulate (§8).
  static KeyPair externalKeyPair(SuiteCrypto crypto, byte[] externalSecret) {
    return crypto.deriveKeyPair(externalSecret);
  }

  /// `MLS-Exporter` (§8.5).
  static byte[] export(
      SuiteCrypto crypto, byte[] exporterSecret, String label, byte[] context, int length) {
    byte[] secret = crypto.deriveSecret(exporterSecret, label);
    return crypto.expandWithLabel(secret, "exported", crypto.hash(context), length);
  }
}
