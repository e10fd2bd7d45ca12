package dev.godwit.mls;

/// The `Credential` structure (RFC 9420 §5.3).
final class CredentialCodec {
  private CredentialCodec() {}

  static Credential read(Reader in) {
    int type = in.uint16();
    return switch (type) {
      case Credential.BASIC -> new Credential.Basic(in.bytes());
      case Credential.X509 -> new Credential.X509(in.list(Reader::bytes));
      default -> new Credential.Other(type, in.bytes());
    };
  }

  static void write(Writer out, Credential credential) {
    out.uint16(credential.type());
    switch (credential) {
      case Credential.Basic basic -> out.vector(basic.identity());
      case Credential.X509 chain -> {
        int vector = out.begin();
        chain.certificates().forEach(out::vector);
        out.end(vector);
      }
      case Credential.Other other -> out.vector(other.body());
    }
  }
}
