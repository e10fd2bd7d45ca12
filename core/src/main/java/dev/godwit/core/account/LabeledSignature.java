package dev.godwit.core.account;

import dev.godwit.wire.Bytes;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Ed25519 over a label, which says what is signed, and the content behind it.
final class LabeledSignature {
  private LabeledSignature() {}

  /// False for whatever is not the key's signature.
  static boolean isValid(Bytes publicKey, String label, Bytes content, Bytes signature) {
    if (publicKey.size() != Ed25519.PUBLIC_KEY_SIZE || signature.size() != Ed25519.SIGNATURE_SIZE) {
      return false;
    }
    byte[] prefix = label.getBytes(StandardCharsets.US_ASCII);
    byte[] signed = new byte[prefix.length + content.size()];
    System.arraycopy(prefix, 0, signed, 0, prefix.length);
    System.arraycopy(content.shared(), 0, signed, prefix.length, content.size());
    return Ed25519.verify(signature.shared(), 0, publicKey.shared(), 0, signed, 0, signed.length);
  }
}
