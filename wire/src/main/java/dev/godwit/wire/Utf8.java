package dev.godwit.wire;

/// UTF-8, strictly: what a decoder takes is what an encoder makes of the same text.
final class Utf8 {
  private static final char REPLACEMENT = '?';

  private Utf8() {}

  /// Throws [MalformedFrame] for anything that no text encodes to.
  static String decode(byte[] array, int from, int to) {
    char[] chars = new char[to - from];
    int count = 0;
    int at = from;
    while (at < to) {
      int first = array[at];
      int length = first >= 0 ? 1 : lengthFrom(first);
      if (length > to - at) {
        throw malformed();
      }
      int point = length == 1 ? first : point(array, at, length);
      at += length;
      if (point >= Character.MIN_SUPPLEMENTARY_CODE_POINT) {
        chars[count++] = Character.highSurrogate(point);
        chars[count++] = Character.lowSurrogate(point);
      } else {
        chars[count++] = (char) point;
      }
    }
    return new String(chars, 0, count);
  }

  private static int lengthFrom(int first) {
    if ((first & 0xe0) == 0xc0) {
      return 2;
    }
    if ((first & 0xf0) == 0xe0) {
      return 3;
    }
    if ((first & 0xf8) == 0xf0) {
      return 4;
    }
    throw malformed();
  }

  private static int point(byte[] array, int at, int length) {
    int point = array[at] & (0x7f >> length);
    for (int i = at + 1; i < at + length; i++) {
      if ((array[i] & 0xc0) != 0x80) {
        throw malformed();
      }
      point = point << 6 | (array[i] & 0x3f);
    }
    boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    if (surrogate || point > Character.MAX_CODE_POINT || size(point) != length) {
      throw malformed();
    }
    return point;
  }

  static int size(String text) {
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      int point = point(text, i);
      size += size(point);
      i += point >= Character.MIN_SUPPLEMENTARY_CODE_POINT ? 1 : 0;
    }
    return size;
  }

  /// Gives the index behind the last byte.
  static int encode(String text, byte[] array, int offset) {
    int at = offset;
    for (int i = 0; i < text.length(); i++) {
      int point = point(text, i);
      i += point >= Character.MIN_SUPPLEMENTARY_CODE_POINT ? 1 : 0;
      int length = size(point);
      for (int k = length - 1; k > 0; k--) {
        array[at + k] = (byte) (0x80 | (point & 0x3f));
        point >>>= 6;
      }
      array[at] = (byte) (length == 1 ? point : (0xf00 >> length & 0xff) | point);
      at += length;
    }
    return at;
  }

  /// The code point at `index`; half a surrogate pair is replaced.
  private static int point(String text, int index) {
    char unit = text.charAt(index);
    if (!Character.isSurrogate(unit)) {
      return unit;
    }
    boolean pair =
        Character.isHighSurrogate(unit)
            && index + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(index + 1));
    return pair ? Character.toCodePoint(unit, text.charAt(index + 1)) : REPLACEMENT;
  }

  private static int size(int point) {
    if (point < 0x80) {
      return 1;
    }
    if (point < 0x800) {
      return 2;
    }
    return point < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 3 : 4;
  }

  private static MalformedFrame malformed() {
    return new MalformedFrame(MalformedFrame.Reason.TEXT);
  }
}
