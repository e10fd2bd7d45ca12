package dev.godwit.mls;

/// A private message with padding of a chosen byte.
final class Padding {
  private Padding() {}

  static byte[] message(Scene scene, Group group, int padding) {
    SuiteCrypto crypto = scene.suite;
    Epoch epoch = group.state().epoch();
    FramedContent.Content content = new FramedContent.Content.Application(Bytes.of((byte) 7));
    AuthenticatedContent signed =
        new Framing(group.state()).sign(content, Bytes.EMPTY, Protocol.PRIVATE_MESSAGE);
    SecretTree.Use use =
        epoch.secretTree().next(crypto, SecretTree.Kind.APPLICATION, group.ownLeaf());
    Writer plain = new Writer();
    content.write(plain);
    signed.writeAuth(plain);
    plain.uint8(0).uint8(padding).uint8(0);
    byte[] guard = new byte[4];
    byte[] ciphertext =
        crypto.seal(
            use.key().key(),
            use.key().guardedNonce(guard),
            PrivateMessage.contentAad(signed.content()),
            plain.toBytes());
    use.consume(new Journal());
    return MlsMessage.encode(
        new MlsMessage.OfPrivateMessage(
            new PrivateMessage(
                epoch.groupId(),
                epoch.number(),
                Protocol.APPLICATION,
                Bytes.EMPTY,
                senderData(crypto, epoch, use.key().generation(), ciphertext),
                Bytes.wrap(ciphertext))));
  }

  private static Bytes senderData(
      SuiteCrypto crypto, Epoch epoch, int generation, byte[] ciphertext) {
    byte[] sample = java.util.Arrays.copyOf(ciphertext, 32);
    byte[] secret = epoch.secrets().senderData();
    byte[] aad =
        PrivateMessage.senderDataAad(epoch.groupId(), epoch.number(), Protocol.APPLICATION);
    byte[] plain = new Writer().uint32(epoch.ownLeaf()).uint32(generation).uint32(0).toBytes();
    return Bytes.wrap(
        crypto.seal(
            crypto.expandWithLabel(secret, "key", sample, 32),
            crypto.expandWithLabel(secret, "nonce", sample, 12),
            aad,
            plain));
  }
}
