package dev.godwit.mls;

import dev.godwit.mls.crypto.KeyPair;

/// Content with its signature and, for a commit, its confirmation tag (RFC 9420 §6, §6.1).
record AuthenticatedContent(
    int wireFormat, FramedContent content, Bytes signature, Bytes confirmationTag) {
  private static final String LABEL = "FramedContentTBS";

  static AuthenticatedContent read(Reader in) {
    int wireFormat = in.uint16();
    return readAuth(wireFormat, FramedContent.read(in), in);
  }

  /// Reads `FramedContentAuthData` for content that was read already.
  static AuthenticatedContent readAuth(int wireFormat, FramedContent content, Reader in) {
    Bytes signature = in.bytes();
    boolean commit = content.content().type() == Protocol.COMMIT;
    return new AuthenticatedContent(
        wireFormat, content, signature, commit ? in.bytes() : Bytes.EMPTY);
  }

  void write(Writer out) {
    out.uint16(wireFormat);
    content.write(out);
    writeAuth(out);
  }

  /// `FramedContentAuthData`.
  void writeAuth(Writer out) {
    out.vector(signature);
    if (content.content().type() == Protocol.COMMIT) {
      out.vector(confirmationTag);
    }
  }

  byte[] encoded() {
    Writer out = new Writer(content.bytesExpected());
    write(out);
    return out.toBytes();
  }

  /// Signs content; the confirmation tag of a commit comes later, by [#withConfirmationTag].
  static AuthenticatedContent sign(
      SuiteCrypto crypto, KeyPair signer, int wireFormat, FramedContent content, Bytes context) {
    byte[] tbs = toBeSigned(wireFormat, content, context);
    Bytes signature = Bytes.wrap(crypto.signWithLabel(signer, LABEL, tbs));
    return new AuthenticatedContent(wireFormat, content, signature, Bytes.EMPTY);
  }

  AuthenticatedContent withConfirmationTag(Bytes tag) {
    return new AuthenticatedContent(wireFormat, content, signature, tag);
  }

  boolean verify(SuiteCrypto crypto, byte[] signatureKey, Bytes context) {
    byte[] tbs = toBeSigned(wireFormat, content, context);
    return crypto.verifyWithLabel(signatureKey, LABEL, tbs, signature.array());
  }

  /// `FramedContentTBS`: the encoded group context belongs to what members and external joiners
  /// sign.
  static byte[] toBeSigned(int wireFormat, FramedContent content, Bytes context) {
    Writer out = new Writer(content.bytesExpected());
    out.uint16(Protocol.MLS10).uint16(wireFormat);
    content.write(out);
    switch (content.sender()) {
      case Sender.Member _, Sender.NewMemberCommit _ -> out.raw(context.array());
      case Sender.External _, Sender.NewMemberProposal _ -> {}
    }
    return out.toBytes();
  }

  /// `ConfirmedTranscriptHashInput` (§8.2).
  byte[] confirmedTranscriptHashInput() {
    Writer out = new Writer(content.bytesExpected());
    out.uint16(wireFormat);
    content.write(out);
    return out.vector(signature).toBytes();
  }
}
