package dev.godwit.device.trust;

import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.MalformedFrame;
import dev.godwit.wire.SignedDeviceCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Device certificates: an account's identity key says that a device is the account's.
public final class Certificates {
  private static final byte[] LABEL =
      "godwit device certificate 1\0".getBytes(StandardCharsets.US_ASCII);

  private Certificates() {}

  /// Signs the certificate with the account's identity key; an encoded SignedDeviceCertificate.
  public static Bytes issue(Crypto crypto, KeyPair identityKey, DeviceCertificate certificate) {
    Bytes encoded = certificate.encode();
    byte[] signature = crypto.sign(Suite.SUITE, identityKey, signed(encoded));
    return new SignedDeviceCertificate(encoded, Bytes.owned(signature)).encode();
  }

  /// The certificate when it is whole and signed by the identity key that it names. Whether that is
  /// the account's is for [Identities] to say.
  public static Optional<DeviceCertificate> check(Crypto crypto, Bytes signedCertificate) {
    try {
      SignedDeviceCertificate outer = SignedDeviceCertificate.decode(signedCertificate);
      DeviceCertificate inner = DeviceCertificate.decode(outer.certificate());
      return isWhole(inner) && isSigned(crypto, outer, inner)
          ? Optional.of(inner)
          : Optional.empty();
    } catch (MalformedFrame e) {
      return Optional.empty();
    }
  }

  /// What a certificate says, without looking at its signature.
  static Optional<DeviceCertificate> read(Bytes signedCertificate) {
    try {
      Bytes certificate = SignedDeviceCertificate.decode(signedCertificate).certificate();
      return Optional.of(DeviceCertificate.decode(certificate)).filter(Certificates::isWhole);
    } catch (MalformedFrame e) {
      return Optional.empty();
    }
  }

  private static boolean isWhole(DeviceCertificate certificate) {
    return !certificate.account().isNone()
        && !certificate.device().isNone()
        && certificate.signatureKey().size() == Suite.KEY_BYTES
        && certificate.identityKey().size() == Suite.KEY_BYTES;
  }

  private static boolean isSigned(
      Crypto crypto, SignedDeviceCertificate outer, DeviceCertificate inner) {
    byte[] key = inner.identityKey().toArray();
    byte[] signature = outer.signature().toArray();
    return crypto.verify(Suite.SUITE, key, signed(outer.certificate()), signature);
  }

  private static byte[] signed(Bytes certificate) {
    byte[] content = Arrays.copyOf(LABEL, LABEL.length + certificate.size());
    System.arraycopy(certificate.shared(), 0, content, LABEL.length, certificate.size());
    return content;
  }
}
