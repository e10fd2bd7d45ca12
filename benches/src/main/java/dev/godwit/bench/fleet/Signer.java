package dev.godwit.bench.fleet;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.SignedDeviceCertificate;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;

/// Certifies the devices of all accounts with one identity key: making a key for each would measure
/// the generator.
final class Signer {
  private static final byte[] LABEL =
      "godwit device certificate 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_BYTES = 32;

  private final KeyPair identity = newKeyPair();

  Bytes identityKey() {
    return raw(identity.getPublic());
  }

  /// An encoded SignedDeviceCertificate for a device with a fresh key of its own.
  Bytes certify(AccountId account, DeviceId device) {
    Bytes certificate =
        new DeviceCertificate(
                account,
                device,
                raw(newKeyPair().getPublic()),
                identityKey(),
                System.currentTimeMillis(),
                "bench")
            .encode();
    return new SignedDeviceCertificate(certificate, sign(certificate)).encode();
  }

  private Bytes sign(Bytes certificate) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(identity.getPrivate());
      signature.update(LABEL);
      signature.update(certificate.shared());
      return Bytes.owned(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static KeyPair newKeyPair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /// The key itself, which ends the X.509 form (RFC 8410).
  private static Bytes raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Bytes.owned(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
  }
}
