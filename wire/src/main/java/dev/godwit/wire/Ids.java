package dev.godwit.wire;

/// What all typed ids have in common: 16 bytes, most significant first.
final class Ids {
  static final int BYTES = 16;
  static final int DIGITS = 32;

  private static final String HEX = "0123456789abcdef";

  private Ids() {}

  static long decode(byte[] array, int offset) {
    int high = int32(array, offset);
    int low = int32(array, offset + Integer.BYTES);
    return ((long) high << 32) | (low & 0xffff_ffffL);
  }

  private static int int32(byte[] array, int offset) {
    return array[offset] << 24
        | (array[offset + 1] & 0xff) << 16
        | (array[offset + 2] & 0xff) << 8
        | (array[offset + 3] & 0xff);
  }

  static void encode(long value, byte[] array, int offset) {
    int32((int) (value >>> 32), array, offset);
    int32((int) value, array, offset + Integer.BYTES);
  }

  private static void int32(int value, byte[] array, int offset) {
    array[offset] = (byte) (value >>> 24);
    array[offset + 1] = (byte) (value >>> 16);
    array[offset + 2] = (byte) (value >>> 8);
    array[offset + 3] = (byte) value;
  }

  static Bytes encode(long high, long low) {
    byte[] array = new byte[BYTES];
    encode(high, array, 0);
    encode(low, array, Long.BYTES);
    return Bytes.owned(array);
  }

  static String format(long high, long low) {
    char[] digits = new char[DIGITS];
    format(high, digits, 0);
    format(low, digits, DIGITS / 2);
    return new String(digits);
  }

  private static void format(long value, char[] digits, int offset) {
    for (int i = 0; i < DIGITS / 2; i++) {
      digits[offset + i] = HEX.charAt((int) (value >>> (60 - 4 * i)) & 0xf);
    }
  }

  static void check(String text) {
    if (text.length() != DIGITS) {
      throw new IllegalArgumentException("An id has 32 digits");
    }
  }

  /// The value of the 16 digits from `offset` on.
  static long parse(String text, int offset) {
    long value = 0;
    for (int i = offset; i < offset + DIGITS / 2; i++) {
      int digit = HEX.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException("An id has digits 0-9 and a-f only");
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
