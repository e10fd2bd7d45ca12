package dev.godwit.mls;

import java.util.Map;

/// Small things that all of the saved state has in common.
final class Saved {
  private static final int DIGITS_MAX = 9;

  private Saved() {}

  /// A number as it stands in the key of a part.
  static int number(String digits) {
    Rule.UNKNOWN_FORMAT.require(!digits.isEmpty() && digits.length() <= DIGITS_MAX);
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      Rule.UNKNOWN_FORMAT.require(digit >= 0 && digit <= 9);
      number = 10 * number + digit;
    }
    return number;
  }

  /// Bytes as they stand in the key of a part.
  static Bytes unhex(String digits) {
    Rule.UNKNOWN_FORMAT.require(digits.length() % 2 == 0);
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (digit(digits.charAt(2 * i)) << 4 | digit(digits.charAt(2 * i + 1)));
    }
    return Bytes.wrap(bytes);
  }

  private static int digit(char c) {
    int value = "0123456789abcdef".indexOf(c);
    Rule.UNKNOWN_FORMAT.require(value >= 0);
    return value;
  }

  static Bytes part(Map<String, Bytes> parts, String key) {
    Bytes part = parts.get(key);
    if (part == null) {
      throw Rule.UNKNOWN_FORMAT.broken();
    }
    return part;
  }
}
