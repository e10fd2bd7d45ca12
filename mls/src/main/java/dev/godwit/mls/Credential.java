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

  /// The `Credential` structure.
  default Bytes encoded() {
    Writer out = new Writer();
    CredentialCodec.write(out, this);
    return Bytes.wrap(out.toBytes());
  }
}
