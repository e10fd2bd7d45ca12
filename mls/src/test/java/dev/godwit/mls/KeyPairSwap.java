package dev.godwit.mls;

import java.util.function.Consumer;

/// Data that is rightly encrypted but signed with a key that is not the member's.
final class KeyPairSwap {
  private KeyPairSwap() {}

  static void send(Group group, Identity other, Consumer<byte[]> then) {
    Epoch epoch = group.state().epoch();
    FramedContent content =
        new FramedContent(
            epoch.groupId(),
            epoch.number(),
            new Sender.Member(epoch.ownLeaf()),
            Bytes.EMPTY,
            new FramedContent.Content.Application(Bytes.EMPTY));
    AuthenticatedContent signed =
        AuthenticatedContent.sign(
            group.state().crypto(),
            other.signatureKey(),
            Protocol.PRIVATE_MESSAGE,
            content,
            epoch.encodedContext());
    then.accept(new Framing(group.state()).protect(signed));
  }
}
