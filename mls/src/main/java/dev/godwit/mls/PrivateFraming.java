package dev.godwit.mls;

import dev.godwit.mls.crypto.Copies;

/// Encrypting and decrypting private messages (RFC 9420 §6.3).
final class PrivateFraming {
  private static final int GUARD_BYTES = 4;

  private final SuiteCrypto crypto;
  private final byte[] senderDataSecret;

  PrivateFraming(SuiteCrypto crypto, byte[] senderDataSecret) {
    this.crypto = crypto;
    this.senderDataSecret = senderDataSecret;
  }

  /// `SenderData` (§6.3.2).
  record SenderData(int leaf, int generation, Bytes reuseGuard) {
    private static SenderData read(Reader in) {
      return new SenderData(in.uint32(), in.uint32(), Bytes.wrap(in.raw(GUARD_BYTES)));
    }

    private byte[] encoded() {
      return new Writer().uint32(leaf).uint32(generation).raw(reuseGuard.array()).toBytes();
    }
  }

  /// Encrypts a member's content with one of its keys, padded to a multiple of so many bytes.
  PrivateMessage protect(AuthenticatedContent authenticated, MessageKey key, int paddingBytes) {
    FramedContent content = authenticated.content();
    byte[] guard = crypto.random(GUARD_BYTES);
    byte[] ciphertext =
        crypto.seal(
            key.key(),
            key.guardedNonce(guard),
            PrivateMessage.contentAad(content),
            plaintext(authenticated, paddingBytes));
    byte[] senderData = senderData(content, key.generation(), guard, ciphertext);
    return new PrivateMessage(
        content.groupId(),
        content.epoch(),
        content.content().type(),
        content.authenticatedData(),
        Bytes.wrap(senderData),
        Bytes.wrap(ciphertext));
  }

  /// `PrivateMessageContent` (§6.3.1).
  private static byte[] plaintext(AuthenticatedContent authenticated, int paddingBytes) {
    Writer out = new Writer(authenticated.content().bytesExpected());
    authenticated.content().content().write(out);
    authenticated.writeAuth(out);
    int over = out.length() % paddingBytes;
    return out.raw(new byte[over == 0 ? 0 : paddingBytes - over]).toBytes();
  }

  private byte[] senderData(
      FramedContent content, int generation, byte[] guard, byte[] ciphertext) {
    if (!(content.sender() instanceof Sender.Member(var leaf))) {
      throw Rule.SENDER_NOT_ALLOWED.broken();
    }
    byte[] plain = new SenderData(leaf, generation, Bytes.wrap(guard)).encoded();
    byte[] aad =
        PrivateMessage.senderDataAad(content.groupId(), content.epoch(), content.content().type());
    byte[] sample = sample(ciphertext);
    return crypto.seal(senderDataKey(sample), senderDataNonce(sample), aad, plain);
  }

  /// `ciphertext_sample` (§6.3.2).
  private byte[] sample(byte[] ciphertext) {
    return Copies.begin(ciphertext, Math.min(ciphertext.length, crypto.suite().hashBytes()));
  }

  private byte[] senderDataKey(byte[] sample) {
    return crypto.expandWithLabel(senderDataSecret, "key", sample, crypto.suite().aeadKeyBytes());
  }

  private byte[] senderDataNonce(byte[] sample) {
    return crypto.expandWithLabel(
        senderDataSecret, "nonce", sample, crypto.suite().aeadNonceBytes());
  }

  /// Who sent a message, and with which of its keys.
  SenderData openSenderData(PrivateMessage message) {
    byte[] sample = sample(message.ciphertext().array());
    byte[] aad =
        PrivateMessage.senderDataAad(message.groupId(), message.epoch(), message.contentType());
    byte[] plain =
        crypto
            .open(
                senderDataKey(sample),
                senderDataNonce(sample),
                aad,
                message.encryptedSenderData().array())
            .orElseThrow(Rule.DECRYPTION_FAILED::broken);
    return Reader.whole(plain, SenderData::read);
  }

  /// The content, decrypted with the key that the sender data names; the signature is not yet
  /// checked.
  AuthenticatedContent open(PrivateMessage message, SenderData sender, MessageKey key) {
    byte[] plain =
        crypto
            .open(
                key.key(),
                key.guardedNonce(sender.reuseGuard().array()),
                message.contentAad(),
                message.ciphertext().array())
            .orElseThrow(Rule.DECRYPTION_FAILED::broken);
    return content(message, sender.leaf(), new Reader(plain));
  }

  private static AuthenticatedContent content(PrivateMessage message, int leaf, Reader in) {
    FramedContent content =
        new FramedContent(
            message.groupId(),
            message.epoch(),
            new Sender.Member(leaf),
            message.authenticatedData(),
            FramedContent.Content.read(message.contentType(), in));
    AuthenticatedContent authenticated =
        AuthenticatedContent.readAuth(Protocol.PRIVATE_MESSAGE, content, in);
    // §6.3.1: whatever follows is padding, and all zero
    for (byte padding : in.rest()) {
      Rule.NONZERO_PADDING.require(padding == 0);
    }
    return authenticated;
  }
}
