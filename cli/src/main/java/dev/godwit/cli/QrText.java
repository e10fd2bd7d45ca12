package dev.godwit.cli;

import io.nayuki.qrcodegen.QrCode;

/// A QR code for a terminal: two rows of it in each line, dark on light, with its quiet border.
final class QrText {
  private static final int BORDER = 2;

  private QrText() {}

  static String of(String content) {
    QrCode code = QrCode.encodeText(content, QrCode.Ecc.MEDIUM);
    StringBuilder text = new StringBuilder();
    for (int y = -BORDER; y < code.size + BORDER; y += 2) {
      for (int x = -BORDER; x < code.size + BORDER; x++) {
        text.append(cell(isLight(code, x, y), isLight(code, x, y + 1)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static boolean isLight(QrCode code, int x, int y) {
    return !code.getModule(x, y);
  }

  private static char cell(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '█' : '▀';
    }
    return lower ? '▄' : ' ';
  }
}
