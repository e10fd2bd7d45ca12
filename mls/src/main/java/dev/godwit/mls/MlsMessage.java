package dev.godwit.mls;

/// What travels between clients (RFC 9420 §6, `MLSMessage`).
sealed interface MlsMessage {
  record OfPublicMessage(PublicMessage message) implements MlsMessage {}

  record OfPrivateMessage(PrivateMessage message) implements MlsMessage {}

  record OfWelcome(Welcome welcome) implements MlsMessage {}

  record OfGroupInfo(GroupInfo groupInfo) implements MlsMessage {}

  record OfKeyPackage(KeyPackage keyPackage) implements MlsMessage {}

  static MlsMessage decode(byte[] message) {
    return Reader.whole(message, MlsMessage::read);
  }

  private static MlsMessage read(Reader in) {
    Rule.UNSUPPORTED_VERSION.require(in.uint16() == Protocol.MLS10);
    return switch (in.uint16()) {
      case Protocol.PUBLIC_MESSAGE -> new OfPublicMessage(PublicMessage.read(in));
      case Protocol.PRIVATE_MESSAGE -> new OfPrivateMessage(PrivateMessage.read(in));
      case Protocol.WELCOME -> new OfWelcome(Welcome.read(in));
      case Protocol.GROUP_INFO -> new OfGroupInfo(GroupInfo.read(in));
      case Protocol.KEY_PACKAGE -> new OfKeyPackage(readKeyPackage(in));
      default -> throw Rule.MALFORMED.broken();
    };
  }

  /// §10: the version of the key package is that of the message around it.
  private static KeyPackage readKeyPackage(Reader in) {
    KeyPackage keyPackage = KeyPackage.read(in);
    Rule.UNSUPPORTED_VERSION.require(keyPackage.version() == Protocol.MLS10);
    return keyPackage;
  }

  static byte[] encode(MlsMessage message) {
    Writer out = new Writer(bytesExpected(message));
    out.uint16(Protocol.MLS10);
    switch (message) {
      case OfPublicMessage(var inner) -> inner.write(out.uint16(Protocol.PUBLIC_MESSAGE));
      case OfPrivateMessage(var inner) -> inner.write(out.uint16(Protocol.PRIVATE_MESSAGE));
      case OfWelcome(var inner) -> inner.write(out.uint16(Protocol.WELCOME));
      case OfGroupInfo(var inner) -> inner.write(out.uint16(Protocol.GROUP_INFO));
      case OfKeyPackage(var inner) -> inner.write(out.uint16(Protocol.KEY_PACKAGE));
    }
    return out.toBytes();
  }

  private static int bytesExpected(MlsMessage message) {
    return switch (message) {
      case OfPublicMessage(var inner) -> inner.authenticated().content().bytesExpected();
      case OfPrivateMessage(var inner) -> inner.ciphertext().size() + 128;
      case OfWelcome _, OfGroupInfo _, OfKeyPackage _ -> 1024;
    };
  }
}
