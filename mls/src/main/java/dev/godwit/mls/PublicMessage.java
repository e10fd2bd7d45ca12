package dev.godwit.mls;

/// A message that is signed but not encrypted (RFC 9420 §6.2). The membership tag is empty unless
/// the sender is a member.
record PublicMessage(AuthenticatedContent authenticated, Bytes membershipTag) {
  static PublicMessage read(Reader in) {
    FramedContent content = FramedContent.read(in);
    AuthenticatedContent authenticated =
        AuthenticatedContent.readAuth(Protocol.PUBLIC_MESSAGE, content, in);
    boolean member = content.sender() instanceof Sender.Member;
    return new PublicMessage(authenticated, member ? in.bytes() : Bytes.EMPTY);
  }

  void write(Writer out) {
    authenticated.content().write(out);
    authenticated.writeAuth(out);
    if (authenticated.content().sender() instanceof Sender.Member) {
      out.vector(membershipTag);
    }
  }

  /// Protects the content: a member's with the group's membership key.
  static PublicMessage protect(
      SuiteCrypto crypto, AuthenticatedContent authenticated, byte[] membershipKey, Bytes context) {
    if (!(authenticated.content().sender() instanceof Sender.Member)) {
      return new PublicMessage(authenticated, Bytes.EMPTY);
    }
    byte[] tag = crypto.mac(membershipKey, toBeMaced(authenticated, context));
    return new PublicMessage(authenticated, Bytes.wrap(tag));
  }

  /// The content, once the membership tag is found right.
  AuthenticatedContent unprotect(SuiteCrypto crypto, byte[] membershipKey, Bytes context) {
    if (authenticated.content().sender() instanceof Sender.Member) {
      byte[] tbm = toBeMaced(authenticated, context);
      Rule.INVALID_MEMBERSHIP_TAG.require(
          crypto.macMatches(membershipKey, tbm, membershipTag.array()));
    }
    return authenticated;
  }

  /// `AuthenticatedContentTBM`.
  private static byte[] toBeMaced(AuthenticatedContent authenticated, Bytes context) {
    Writer out = new Writer(authenticated.content().bytesExpected());
    out.raw(
        AuthenticatedContent.toBeSigned(Protocol.PUBLIC_MESSAGE, authenticated.content(), context));
    authenticated.writeAuth(out);
    return out.toBytes();
  }
}
