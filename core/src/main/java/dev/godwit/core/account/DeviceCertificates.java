package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.MalformedFrame;
import dev.godwit.wire.SignedDeviceCertificate;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Checks what an account's identity key says of a device (PROTOCOL: device certificates).
///
/// The certificate's time is not checked: the clock of a device may be years off.
final class DeviceCertificates {
  static final int CERTIFICATE_BYTES_MAX = 1_024;
  static final int KEY_BYTES = Ed25519.PUBLIC_KEY_SIZE;

  private static final String LABEL = "godwit device certificate 1\0";

  private DeviceCertificates() {}

  /// Answers the device's signature key if `certificate` binds it to this account and device.
  static Reply<Bytes> check(
      AccountId account, DeviceId device, Bytes identityKey, Bytes certificate) {
    try {
      return certificate.size() <= CERTIFICATE_BYTES_MAX
          ? check(account, device, identityKey, SignedDeviceCertificate.decode(certificate))
          : Reply.refused(ErrorCode.CERTIFICATE_INVALID);
    } catch (MalformedFrame _) {
      return Reply.refused(ErrorCode.CERTIFICATE_INVALID);
    }
  }

  private static Reply<Bytes> check(
      AccountId account, DeviceId device, Bytes identityKey, SignedDeviceCertificate signed) {
    DeviceCertificate content = DeviceCertificate.decode(signed.certificate());
    boolean matches =
        !account.isNone()
            && !device.isNone()
            && content.account().equals(account)
            && content.device().equals(device)
            && content.identityKey().equals(identityKey)
            && content.signatureKey().size() == KEY_BYTES
            && !content.signatureKey().equals(identityKey);
    return matches && isSigned(identityKey, signed)
        ? Reply.given(content.signatureKey())
        : Reply.refused(ErrorCode.CERTIFICATE_INVALID);
  }

  private static boolean isSigned(Bytes identityKey, SignedDeviceCertificate signed) {
    return LabeledSignature.isValid(identityKey, LABEL, signed.certificate(), signed.signature());
  }
}
