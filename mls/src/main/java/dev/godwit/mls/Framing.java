package dev.godwit.mls;

/// Signs and protects what a member sends in the current epoch (RFC 9420 §6).
final class Framing {
  private final GroupState state;
  private final SuiteCrypto crypto;
  private final Epoch epoch;

  Framing(GroupState state) {
    this.state = state;
    this.crypto = state.crypto();
    this.epoch = state.epoch();
  }

  /// Signs a member's content for the way in which it will travel.
  AuthenticatedContent sign(
      FramedContent.Content content, Bytes authenticatedData, int wireFormat) {
    FramedContent framed =
        new FramedContent(
            epoch.groupId(),
            epoch.number(),
            new Sender.Member(epoch.ownLeaf()),
            authenticatedData,
            content);
    return AuthenticatedContent.sign(
        crypto, state.identity().signatureKey(), wireFormat, framed, epoch.encodedContext());
  }

  /// How this client's proposals and commits travel.
  int handshakeFormat() {
    return switch (state.settings().handshakes()) {
      case PUBLIC -> Protocol.PUBLIC_MESSAGE;
      case PRIVATE -> Protocol.PRIVATE_MESSAGE;
    };
  }

  /// The message; a private one uses up a key.
  byte[] protect(AuthenticatedContent authenticated) {
    if (authenticated.wireFormat() == Protocol.PUBLIC_MESSAGE) {
      PublicMessage message =
          PublicMessage.protect(
              crypto, authenticated, epoch.secrets().membership(), epoch.encodedContext());
      return MlsMessage.encode(new MlsMessage.OfPublicMessage(message));
    }
    return encrypt(authenticated);
  }

  private byte[] encrypt(AuthenticatedContent authenticated) {
    SecretTree.Kind kind = SecretTree.Kind.ofContent(authenticated.content().content().type());
    SecretTree.Use use = epoch.secretTree().next(crypto, kind, epoch.ownLeaf());
    PrivateMessage message =
        new PrivateFraming(crypto, epoch.secrets().senderData())
            .protect(authenticated, use.key(), state.settings().paddingBytes());
    use.consume(state.journal());
    return MlsMessage.encode(new MlsMessage.OfPrivateMessage(message));
  }
}
