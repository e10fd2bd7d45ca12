package dev.godwit.device.link;

import dev.godwit.device.trust.Suite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.Hkdf;
import dev.godwit.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a person carries from a new device to an old one: 32 random digits, which is 106 bits.
/// Secret for as long as it lives.
///
/// @param digits exactly 32
public record LinkCode(String digits) {
  static final int DIGITS = 32;
  private static final int GROUP_DIGITS = 4;
  private static final int PLACE_BYTES = 16;
  private static final int KEY_BYTES = 32;

  /// What stands before the digits in a QR code.
  private static final String SCHEME = "godwit:link:1:";

  /// Bytes below this give each digit equally often.
  private static final int FAIR_MAX = 250;

  private static final byte[] SALT = "godwit link code 1\0".getBytes(StandardCharsets.US_ASCII);

  public LinkCode {
    if (!isCode(digits)) {
      throw new IllegalArgumentException("A code has 32 digits");
    }
  }

  /// A fresh code.
  static LinkCode make(Crypto crypto) {
    StringBuilder digits = new StringBuilder();
    while (digits.length() < DIGITS) {
      int random = crypto.random(1)[0] & 0xff;
      if (random < FAIR_MAX) {
        digits.append((char) ('0' + random % 10));
      }
    }
    return new LinkCode(digits.toString());
  }

  /// Takes what was typed or scanned: groups may be parted by blanks or dashes.
  public static Optional<LinkCode> parse(String text) {
    String body = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
    String digits = body.replace("-", "").replace(" ", "").strip();
    return isCode(digits) ? Optional.of(new LinkCode(digits)) : Optional.empty();
  }

  /// For people: eight groups of four digits.
  public String format() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < DIGITS; i += GROUP_DIGITS) {
      text.append(i == 0 ? "" : "-").append(digits, i, i + GROUP_DIGITS);
    }
    return text.toString();
  }

  /// What a QR code of it holds.
  public String qr() {
    return SCHEME + digits;
  }

  /// Where both sides meet at the node; 16 bytes that tell nothing of the code.
  public Bytes place(Crypto crypto) {
    return Bytes.owned(derive(crypto, "place", PLACE_BYTES));
  }

  byte[] proofKey(Crypto crypto) {
    return derive(crypto, "proof", KEY_BYTES);
  }

  byte[] psk(Crypto crypto) {
    return derive(crypto, "psk", KEY_BYTES);
  }

  /// Tells no digit.
  @Override
  public String toString() {
    return "LinkCode";
  }

  private byte[] derive(Crypto crypto, String what, int bytes) {
    byte[] code = digits.getBytes(StandardCharsets.US_ASCII);
    byte[] secret = Hkdf.extract(crypto, Suite.SUITE, SALT, code);
    byte[] info = what.getBytes(StandardCharsets.US_ASCII);
    return Hkdf.expand(crypto, Suite.SUITE, secret, info, bytes);
  }

  private static boolean isCode(String text) {
    return text.length() == DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
