package dev.godwit.mls.crypto;

/// `LabeledExtract` and `LabeledExpand` for one `suite_id` (RFC 9180 §4).
final class Labeled {
  private static final byte[] VERSION = ascii("HPKE-v1");
  private static final byte[] NOTHING = new byte[0];

  private final Crypto crypto;
  private final CipherSuite suite;
  private final byte[] suiteId;

  private Labeled(Crypto crypto, CipherSuite suite, byte[] suiteId) {
    this.crypto = crypto;
    this.suite = suite;
    this.suiteId = suiteId;
  }

  /// For the inside of a KEM (RFC 9180 §4.1).
  static Labeled kem(Crypto crypto, CipherSuite suite) {
    return new Labeled(crypto, suite, concat(ascii("KEM"), uint16(suite.kem().id())));
  }

  /// For the key schedule (RFC 9180 §5.1).
  static Labeled hpke(Crypto crypto, CipherSuite suite) {
    byte[] id =
        concat(
            ascii("HPKE"),
            uint16(suite.kem().id()),
            uint16(suite.kdfId()),
            uint16(suite.aead().id()));
    return new Labeled(crypto, suite, id);
  }

  byte[] extract(byte[] salt, String label, byte[] ikm) {
    return Hkdf.extract(crypto, suite, salt, concat(VERSION, suiteId, ascii(label), ikm));
  }

  byte[] extract(String label, byte[] ikm) {
    return extract(NOTHING, label, ikm);
  }

  byte[] expand(byte[] prk, String label, byte[] info, int length) {
    byte[] labeled = concat(uint16(length), VERSION, suiteId, ascii(label), info);
    return Hkdf.expand(crypto, suite, prk, labeled, length);
  }

  static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      Copies.copy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static byte[] uint16(int value) {
    return new byte[] {(byte) (value >>> 8), (byte) value};
  }

  /// In the browser this is many times faster than a charset's encoder.
  private static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }
}
