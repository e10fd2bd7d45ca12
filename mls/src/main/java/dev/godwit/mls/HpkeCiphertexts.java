package dev.godwit.mls;

import java.util.List;

/// The encryptions of one path secret for all its recipients (RFC 9420 §7.6), as they are encoded:
/// of up to a thousand, a reader opens one.
final class HpkeCiphertexts {
  private final byte[] encoded;
  private final int size;

  private HpkeCiphertexts(byte[] encoded, int size) {
    this.encoded = encoded;
    this.size = size;
  }

  static HpkeCiphertexts of(List<HpkeCiphertext> ciphertexts) {
    Writer out = new Writer();
    ciphertexts.forEach(ciphertext -> ciphertext.write(out));
    return new HpkeCiphertexts(out.toBytes(), ciphertexts.size());
  }

  static HpkeCiphertexts read(Reader in) {
    byte[] encoded = in.vector();
    int size = 0;
    for (Reader items = new Reader(encoded); items.hasMore(); size++) {
      skip(items);
    }
    return new HpkeCiphertexts(encoded, size);
  }

  private static void skip(Reader items) {
    items.skipVector();
    items.skipVector();
  }

  void write(Writer out) {
    out.vector(encoded);
  }

  int size() {
    return size;
  }

  HpkeCiphertext get(int index) {
    Reader items = new Reader(encoded);
    for (int before = 0; before < index; before++) {
      skip(items);
    }
    return HpkeCiphertext.read(items);
  }
}
