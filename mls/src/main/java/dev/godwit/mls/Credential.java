package dev.godwit.mls;

import java.util.List;

/// Who a member says it is (RFC 9420 §5.3). Whether that is true is for the [CredentialCheck] to
/// say.
public sealed interface Credential {
  int BASIC = 0x0001;
  int X509 = 0x0002;

  /// The number of the credential's type (§17.5).
  int type();

  /// An identity in a form of the application's own.
  record Basic(Bytes identity) implements Credential {
    @Override
    public int type() {
      return BASIC;
    }
  }

  /// A chain of DER-encoded certificates, the end entity's first.
  record X509(List<Bytes> certificates) implements Credential {
    public X509 {
      certificates = List.copyOf(certificates);
    }

    @Override
    public int type() {
      return Credential.X509;
    }
  }

  /// A credential of a type of which only the application knows more; its body is one opaque
  /// vector.
  record Other(int type, Bytes body) implements Credential {
    public Other {
      if (type == BASIC || type == Credential.X509) {
        throw new IllegalArgumentException("a type that has a record of its own");
      }
    }
  }

  static Credential basic(Bytes identity) {
    return new Basic(identity);
  }

  static Credential read(Reader in) {
    int type = in.uint16();
    return switch (type) {
      case BASIC -> new Basic(in.bytes());
      case X509 -> new X509(in.list(Reader::bytes));
      default -> new Other(type, in.bytes());
    };
  }

  private static void write(Writer out, Credential credential) {
    out.uint16(credential.type());
    switch (credential) {
      case Basic basic -> out.vector(basic.identity());
      case X509 chain -> {
        int vector = out.begin();
        chain.certificates().forEach(out::vector);
        out.end(vector);
      }
      case Other other -> out.vector(other.body());
    }
  }

  /// The `Credential` structure.
  default Bytes encoded() {
    Writer out = new Writer();
    write(out, this);
    return Bytes.wrap(out.toBytes());
  }
}
