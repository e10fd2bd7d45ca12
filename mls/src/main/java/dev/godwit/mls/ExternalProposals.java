package dev.godwit.mls;

import dev.godwit.mls.crypto.Crypto;

/// Proposals by those who are not members (RFC 9420 §12.1.8).
final class ExternalProposals {
  private ExternalProposals() {}

  static byte[] sign(
      Crypto crypto,
      Identity identity,
      Sender sender,
      Bytes groupId,
      long epoch,
      Proposal proposal) {
    FramedContent content =
        new FramedContent(
            groupId, epoch, sender, Bytes.EMPTY, new FramedContent.Content.OfProposal(proposal));
    AuthenticatedContent signed =
        AuthenticatedContent.sign(
            new SuiteCrypto(crypto, identity.cipherSuite()),
            identity.signatureKey(),
            Protocol.PUBLIC_MESSAGE,
            content,
            Bytes.EMPTY);
    return MlsMessage.encode(
        new MlsMessage.OfPublicMessage(new PublicMessage(signed, Bytes.EMPTY)));
  }
}
