package dev.godwit.mls;

/// `HPKECiphertext` (RFC 9420 §7.6).
record HpkeCiphertext(Bytes kemOutput, Bytes ciphertext) {
  static HpkeCiphertext read(Reader in) {
    return new HpkeCiphertext(in.bytes(), in.bytes());
  }

  void write(Writer out) {
    out.vector(kemOutput).vector(ciphertext);
  }
}
