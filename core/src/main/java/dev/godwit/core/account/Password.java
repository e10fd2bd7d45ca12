package dev.godwit.core.account;

import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// A password as it is hashed: normalized, so that the same letters typed on two keyboards are the
/// same password (RFC 8265 OpaqueString).
record Password(String text) {

  static Reply<Password> parse(String text) {
    String normalized = Normalizer.normalize(text, Normalizer.Form.NFC);
    int characters = normalized.codePointCount(0, normalized.length());
    boolean fits =
        characters >= Limits.PASSWORD_CHARACTERS_MIN
            && characters <= Limits.PASSWORD_CHARACTERS_MAX;
    return fits ? Reply.given(new Password(normalized)) : Reply.refused(ErrorCode.PASSWORD_INVALID);
  }

  byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Password";
  }
}
