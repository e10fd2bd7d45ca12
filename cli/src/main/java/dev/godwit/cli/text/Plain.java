package dev.godwit.cli.text;

/// Text of other people, made harmless for a terminal: what they write must not move the cursor,
/// change colours or type commands.
public final class Plain {
  private Plain() {}

  /// Control characters, except line break and tab, become a visible sign.
  public static String text(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(point -> plain.appendCodePoint(isHarmless(point) ? point : 0xfffd));
    return plain.toString();
  }

  /// All in one line.
  public static String line(String text) {
    return text(text.replaceAll("\\s+", " ")).strip();
  }

  /// For a screen that is drawn in columns: also without what terminals give different widths to,
  /// the joiners and colours of composed emoji.
  public static String columns(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text(text).codePoints().filter(point -> !isComposing(point)).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static boolean isComposing(int point) {
    return isJoiner(point)
        || (point >= 0xfe00 && point <= 0xfe0f)
        || (point >= 0x1f3fb && point <= 0x1f3ff);
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point == '\n' || point == '\t';
      case Character.FORMAT -> isJoiner(point);
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> false;
      default -> true;
    };
  }

  /// Needed inside words of some scripts, and inside emoji.
  private static boolean isJoiner(int point) {
    return point == 0x200c || point == 0x200d || point == 0x00ad;
  }
}
