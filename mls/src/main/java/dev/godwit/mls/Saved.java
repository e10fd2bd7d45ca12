package dev.godwit.mls;

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
}
